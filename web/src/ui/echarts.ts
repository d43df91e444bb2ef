// The parts of ECharts that the screens use. Imported on demand only (ui/AppChart.vue).
import { BarChart, LineChart } from "echarts/charts";
import {
    AxisPointerComponent,
    GridComponent,
    LegendComponent,
    TooltipComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([
    AxisPointerComponent,
    BarChart,
    CanvasRenderer,
    GridComponent,
    LegendComponent,
    LineChart,
    TooltipComponent,
]);

export { init };
