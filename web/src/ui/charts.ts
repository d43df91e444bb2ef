// What charts have in common: colours from the theme, quiet axes, a tooltip without HTML.
import type { BarSeriesOption, LineSeriesOption } from "echarts/charts";
import type {
    GridComponentOption,
    LegendComponentOption,
    TooltipComponentOption,
} from "echarts/components";
import type { ComposeOption } from "echarts/core";

export type ChartOption = ComposeOption<
    | BarSeriesOption
    | LineSeriesOption
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
    // A line has its own scale at the right; bars stand on each other.
    readonly isLine?: boolean;
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

function seriesOption(series: Series, color: Color): BarSeriesOption | LineSeriesOption {
    const common = {
        name: series.word,
        data: [...series.values],
        itemStyle: { color: color(series.token) },
        tooltip: {
            valueFormatter: (value: unknown) =>
                valueText(typeof value === "number" ? value : null, series.unit),
        },
    };
    if (series.isLine)
        return {
            ...common,
            type: "line",
            yAxisIndex: 1,
            symbol: "circle",
            symbolSize: 5,
            showSymbol: series.values.length <= 62,
            connectNulls: false,
            lineStyle: { width: 2 },
        };
    return { ...common, type: "bar", stack: "all", barMaxWidth: 28 };
}

export function chartOption({ labels, series }: ChartData, color: Color): ChartOption {
    const { fontFamily } = getComputedStyle(document.body);
    const text = { color: color("ink-quiet"), fontFamily, fontSize: 12 };
    const axisLine = { lineStyle: { color: color("line") } };
    const hasLine = series.some(({ isLine }) => isLine);
    return {
        animation: false,
        grid: {
            left: 8,
            right: 8,
            top: series.length > 1 ? 40 : 12,
            bottom: 4,
            outerBoundsMode: "same",
            outerBoundsContain: "axisLabel",
        },
        legend: {
            show: series.length > 1,
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
        xAxis: {
            type: "category",
            data: [...labels],
            axisLabel: { ...text, hideOverlap: true },
            axisLine,
            axisTick: { show: false },
        },
        yAxis: [
            {
                type: "value",
                minInterval: 1,
                axisLabel: { ...text, formatter: (value: number) => valueText(value) },
                splitLine: axisLine,
            },
            {
                type: "value",
                show: hasLine,
                min: 0,
                axisLabel: { ...text, formatter: (value: number) => valueText(value) },
                splitLine: { show: false },
            },
        ],
        series: series.map((each) => seriesOption(each, color)),
    };
}
