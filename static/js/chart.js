// data-chart="id of a json_script": the option is drawn by ECharts in the page's own colours; the
// table of the same figures stays one button away, and is all there is without this script.
const source = document.querySelector("script[data-echarts]")?.dataset.echarts;
const drawn = new Map();
let library;

function load() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve(window.echarts);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

function token(name) {
  return window.getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function theme() {
  const ink = token("--ink-2");
  // charts follow the page's type size, elder mode included
  const fontSize = parseFloat(window.getComputedStyle(document.documentElement).fontSize) * 0.8;
  const axis = {
    axisLine: { lineStyle: { color: token("--line-2") } },
    axisTick: { show: false },
    axisLabel: { color: ink, fontSize },
    nameTextStyle: { color: ink },
    splitLine: { lineStyle: { color: token("--line") } },
  };
  return {
    color: [1, 2, 3, 4, 5, 6].map((number) => token(`--chart-${number}`)),
    textStyle: { fontFamily: token("--font-sans"), color: ink, fontSize },
    legend: { textStyle: { color: ink, fontSize } },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    timeAxis: axis,
    label: { color: ink },
  };
}

// The tooltip is drawn on the canvas: as HTML it would need inline styles, which the page's policy forbids.
function tooltip(option) {
  if (option.tooltip === undefined) return {};
  return {
    tooltip: {
      ...option.tooltip,
      renderMode: "richText",
      backgroundColor: token("--surface"),
      borderColor: token("--line-2"),
      textStyle: { color: token("--ink") },
    },
  };
}

// Room for the labels and no more; an option's own grid wins.
function grid(option) {
  if (!option.xAxis) return {};
  return { grid: { left: 4, right: 12, top: 28, bottom: option.legend ? 40 : 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" } };
}

function draw(figure, echarts) {
  const canvas = figure.querySelector(".chart__canvas");
  const option = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  drawn.get(figure)?.dispose();
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const chart = echarts.init(canvas, theme());
  chart.setOption({ animation: !calm, aria: { enabled: true }, ...grid(option), ...option, ...tooltip(option) });
  drawn.set(figure, chart);
}

function show(figure) {
  const canvas = figure.querySelector(".chart__canvas");
  const table = figure.querySelector(".chart__table");
  const toggle = figure.querySelector("[data-chart-toggle]");
  canvas.hidden = false;
  if (!table || !toggle) return;
  table.hidden = true;
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    table.hidden = !table.hidden;
    toggle.setAttribute("aria-expanded", String(!table.hidden));
    toggle.textContent = table.hidden ? "看表格" : "收起表格";
  });
}

async function prepare(figure) {
  try {
    const echarts = await load();
    show(figure);
    draw(figure, echarts);
  } catch {
    figure.querySelector(".chart__table")?.removeAttribute("hidden");
  }
}

export function equip(part) {
  if (!source) return;
  for (const figure of part.querySelectorAll("[data-chart]:not([data-chart-on])")) {
    figure.dataset.chartOn = "1";
    prepare(figure);
  }
}

window.addEventListener("resize", () => {
  for (const chart of drawn.values()) chart.resize();
});
new MutationObserver(() => {
  for (const figure of drawn.keys()) if (figure.isConnected) draw(figure, window.echarts);
}).observe(document.documentElement, { attributeFilter: ["data-bs-theme", "data-contrast", "data-size"] });
