// What charts have in common: colours from the theme, quiet axes, a tooltip without HTML.
import type { BarSeriesOption, LineSeriesOption } from "echarts/charts";
import type {
    AxisPointerComponentOption,
    GridComponentOption,
    LegendComponentOption,
    TooltipComponentOption,
} from "echarts/components";
import type { ComposeOption } from "echarts/core";

export type ChartOption = ComposeOption<
    | BarSeriesOption
    | LineSeriesOption
    | AxisPointerComponentOption
    | GridComponentOption
    | LegendComponentOption
    | TooltipComponentOption
>;

// `color("done")` is the value of the token `--done` now.
export type Color = (token: string) => string;

export interface Series {
    readonly word: string;
    // A token of theme.css.
    readonly token: string;
    readonly values: readonly (number | null)[];
    // Bars stand on each other.
    readonly mark?: "bar" | "line";
    // In a panel of its own below the others, which has another unit.
    readonly isBelow?: boolean;
    // Of the numbers, in the tooltip and above the axis.
    readonly unit?: string;
}

export interface ChartData {
    readonly labels: readonly string[];
    readonly series: readonly Series[];
}

const numberText = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 });

export function valueText(value: number | null, unit = ""): string {
    if (value === null) return "–";
    return numberText.format(value) + (unit === "" ? "" : ` ${unit}`);
}

function seriesOption(
    series: Series,
    isNarrow: boolean,
    color: Color,
): BarSeriesOption | LineSeriesOption {
    const panel = series.isBelow ? 1 : 0;
    const common = {
        name: series.word,
        data: [...series.values],
        xAxisIndex: panel,
        yAxisIndex: panel,
        itemStyle: { color: color(series.token) },
        tooltip: {
            valueFormatter: (value: unknown) =>
                valueText(typeof value === "number" ? value : null, series.unit),
        },
    };
    if (series.mark === "line")
        return {
            ...common,
            type: "line",
            symbol: "circle",
            symbolSize: 5,
            showSymbol: series.values.length <= 62,
            connectNulls: false,
            lineStyle: { width: 2 },
        };
    return { ...common, type: "bar", stack: `panel ${panel}`, barMaxWidth: isNarrow ? 28 : 56 };
}

// Few bars may be wide.
const fewBars = 8;
// For the days below.
const axis_px = 26;
const top_px = { withLegend: 56, plain: 28 };

// Where the panels stand: the lower one has a third of the height.
function gridsOf(hasLegend: boolean, hasBelow: boolean): GridComponentOption[] {
    // Fixed, so that the bars of both panels stand below each other.
    const common = { left: 56, right: 8, outerBoundsMode: "none" } as const;
    const top = hasLegend ? top_px.withLegend : top_px.plain;
    if (!hasBelow) return [{ ...common, top, bottom: axis_px }];
    return [
        { ...common, top, bottom: "43%" },
        { ...common, top: "68%", bottom: axis_px },
    ];
}

export function chartOption({ labels, series }: ChartData, color: Color): ChartOption {
    const { fontFamily } = getComputedStyle(document.body);
    const text = { color: color("ink-quiet"), fontFamily, fontSize: 12 };
    const axisLine = { lineStyle: { color: color("line") } };
    const hasBelow = series.some(({ isBelow }) => isBelow);
    const hasLegend = series.length > 1;
    const panels = hasBelow ? [0, 1] : [0];
    const unitOf = (panel: number) =>
        series.find(({ isBelow = false }) => isBelow === (panel === 1))?.unit ?? "";
    return {
        animation: false,
        grid: gridsOf(hasLegend, hasBelow),
        axisPointer: { link: [{ xAxisIndex: "all" }] },
        legend: {
            show: hasLegend,
            left: 0,
            top: 0,
            itemGap: 20,
            itemWidth: 14,
            itemHeight: 10,
            textStyle: text,
        },
        tooltip: {
            trigger: "axis",
            // Without HTML, which the page's Content-Security-Policy would strip of its styles.
            renderMode: "richText",
            axisPointer: { type: "shadow", shadowStyle: { color: color("line"), opacity: 0.35 } },
            backgroundColor: color("surface"),
            borderColor: color("line-control"),
            textStyle: { color: color("ink"), fontFamily, fontSize: 13 },
        },
        xAxis: panels.map((panel) => ({
            type: "category" as const,
            gridIndex: panel,
            data: [...labels],
            axisLabel: { ...text, hideOverlap: true, show: panel === panels.length - 1 },
            axisLine,
            axisTick: { show: false },
        })),
        yAxis: panels.map((panel) => ({
            type: "value" as const,
            gridIndex: panel,
            min: 0,
            minInterval: 1,
            splitNumber: hasBelow ? 3 : 5,
            name: unitOf(panel),
            nameGap: 10,
            nameTextStyle: { ...text, align: "right" as const, padding: [0, 8, 0, 0] },
            axisLabel: { ...text, formatter: (value: number) => valueText(value) },
            splitLine: axisLine,
        })),
        series: series.map((each) => seriesOption(each, labels.length > fewBars, color)),
    };
}
