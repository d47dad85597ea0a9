// Draws the charts, the tables behind them and the small pictures of the scorecard, and switches parts of the
// customers and colours. All texts of the data are put in as text.
(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  const SVG = 'http://www.w3.org/2000/svg';
  const charts = new Map();
  let cut = data.chosen || '';

  // --- small helpers

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  // asked of the browser once a colour scheme: each question makes it lay out the page
  const colors = new Map();
  function color(name) {
    if (!colors.has(name)) colors.set(name, getComputedStyle(root).getPropertyValue('--' + name).trim());
    return colors.get(name);
  }
  const font = getComputedStyle(document.body).fontFamily;
  const hasValues = series => series.some(s => s.v.some(v => v !== null));

  function element(name, attributes = {}, text = null) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    if (text !== null) made.textContent = text;
    return made;
  }

  function shape(parent, name, attributes) {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    parent.appendChild(made);
  }

  // --- numbers

  const number = (value, places) => value.toLocaleString('en-GB', {minimumFractionDigits: places, maximumFractionDigits: places}).replace('-', '−');

  function minutes(value) {
    const size = Math.abs(value);
    if (size < 60) return number(value, size < 10 && size % 1 ? 1 : 0) + ' min';
    const [of, unit] = size < 2880 ? [value / 60, ' h'] : [value / 1440, ' days'];
    return number(of, of % 1 ? 1 : 0) + unit;
  }

  function show(value, unit, isAxis = false) {
    if (value === null || value === undefined) return '–';
    switch (unit) {
      case 'share': return number(value * 100, isAxis && Number.isInteger(Math.round(value * 1000) / 10) ? 0 : 1) + ' %';
      case 'score': return number(value, isAxis ? 0 : 1);
      case 'minutes': return minutes(value);
      case 'amount': return number(value, 0);
      default: return number(value, Number.isInteger(value) ? 0 : 1);
    }
  }

  function detail(series, at, unit) {
    let text = show(series.v[at], unit);
    const low = series.low && series.low[at], high = series.high && series.high[at];
    if (low !== null && low !== undefined && high !== null && high !== undefined) {
      text += ` (${show(low, unit)} to ${show(high, unit)})`;
    }
    const n = series.n && series.n[at];
    if (n !== null && n !== undefined) {
      text += `, n ${number(n, 0)}` + (unit !== 'orders' && n < data.minN ? ', too few to judge' : '');
    }
    return text;
  }

  // --- the scorecard

  function drawSpark(svg, cell) {
    svg.replaceChildren();
    if (!cell.spark) return;
    shape(svg, 'path', {d: cell.spark});
    if (cell.dot.length && svg.getAttribute('preserveAspectRatio') !== 'none') {
      shape(svg, 'circle', {cx: cell.dot[0], cy: cell.dot[1], r: 2.5});
    }
  }

  function drawGauge(svg, places) {
    svg.replaceChildren();
    if (!places) return;
    const [low, high, value, from, to, aim] = places;
    const x = place => 10 + place;
    shape(svg, 'rect', {class: 'track', x: 10, y: 5, width: 100, height: 6, rx: 3});
    if (from !== null && to !== null) {
      shape(svg, 'rect', {class: 'band', x: x(Math.max(from, 0)), y: 2, width: Math.max(Math.min(to, 100) - Math.max(from, 0), 0), height: 12, rx: 2});
    }
    if (low !== null && high !== null) shape(svg, 'path', {class: 'span', d: `M${x(low)} 8H${x(high)}M${x(low)} 5V11M${x(high)} 5V11`});
    if (aim !== null && aim !== undefined) shape(svg, 'path', {class: 'aim', d: `M${x(aim)} 1V15`});
    shape(svg, 'circle', {class: 'value', cx: x(value), cy: 8, r: 3.5});
  }

  const NO_CELL = {value: '–', n: '–', interval: '', change: '–', changeNote: '', tone: 'none', standing: '', standingTone: 'none', alert: '', few: false, spark: '', dot: []};

  function fillCells() {
    const cells = data.cells[cut] || {};
    all('[data-kpi]').forEach(row => {
      const cell = cells[row.dataset.kpi] || NO_CELL;
      all('[data-f]', row).forEach(field => {
        switch (field.dataset.f) {
          case 'spark': drawSpark(field, cell); break;
          case 'gauge': drawGauge(field, cell.gauge); break;
          case 'change': field.setAttribute('class', 'change ' + cell.tone); break;
          case 'changeText': field.textContent = cell.change; break;
          case 'standing':
            field.textContent = cell.standing;
            field.setAttribute('class', 'standing ' + cell.standingTone);
            break;
          case 'value':
            field.textContent = cell.value;
            field.classList.toggle('few', cell.few);
            break;
          default: field.textContent = cell[field.dataset.f];
        }
      });
    });
  }

  // --- charts

  function frame(chart, series) {
    const muted = color('muted'), line = color('line');
    return {
      animation: false,
      textStyle: {fontFamily: font, color: muted, fontSize: 11},
      grid: {left: 12, right: 28, top: series.length > 1 ? 36 : 16, bottom: 8, containLabel: true},
      legend: {show: series.length > 1, left: 0, top: 0, itemWidth: 10, itemHeight: 10, itemGap: 16, icon: 'roundRect', selectedMode: false, textStyle: {color: muted, fontSize: 12}},
      tooltip: {
        trigger: 'axis', confine: true, backgroundColor: color('surface'), borderColor: color('strong-line'), padding: [8, 12],
        axisPointer: {type: chart.kind === 'line' || chart.kind === 'steps' ? 'line' : 'shadow', lineStyle: {color: color('strong-line')}, shadowStyle: {color: color('muted'), opacity: 0.08}},
        formatter: points => tip(chart, series, [].concat(points)[0].dataIndex)
      },
      xAxis: {type: 'category', data: chart.x, axisLine: {lineStyle: {color: color('strong-line')}}, axisTick: {show: false}, axisLabel: {color: muted, fontSize: 11, hideOverlap: true, margin: 10}},
      yAxis: {type: 'value', splitNumber: 4, axisLabel: {color: muted, fontSize: 11, formatter: value => show(value, chart.unit, true)}, splitLine: {lineStyle: {color: line}}, axisLine: {show: false}}
    };
  }

  function tip(chart, series, at) {
    const box = element('div', {class: 'tip'});
    box.appendChild(element('b', {}, chart.kind === 'waterfall' || chart.kind === 'points' ? chart.x[at] : `${chart.axis}: ${chart.x[at]}`));
    series.filter(s => s.v[at] !== null && s.v[at] !== undefined)
      .forEach(s => box.appendChild(element('span', {}, (series.length > 1 ? s.name + ': ' : '') + detail(s, at, chart.unit))));
    return box;
  }

  function line(chart, series) {
    const option = frame(chart, series);
    const isShort = chart.x.length <= 48;
    const holds = chart.kind === 'steps' && 'end'; // a value holds until the next one
    option.xAxis.boundaryGap = false;
    option.yAxis.scale = chart.unit !== 'minutes' && chart.unit !== 'orders';
    if (chart.unit === 'minutes') {
      const highest = Math.max(...series.flatMap(s => s.v.concat(s.high || [])));
      option.yAxis.interval = step(highest);
      option.yAxis.max = Math.ceil(highest / option.yAxis.interval) * option.yAxis.interval;
    }
    const dashed = s => s.name === 'Forecast' || s.name === 'Expected';
    option.series = series.flatMap(s => {
      const few = at => s.n && s.n[at] !== null && s.n[at] < data.minN;
      const own = {
        name: s.name, type: 'line', data: s.v.map((v, at) => ({value: v, symbol: few(at) ? 'emptyCircle' : 'circle', symbolSize: isShort && v !== null ? (few(at) ? 7 : 5) : 0})),
        step: holds, showSymbol: isShort, color: color(s.role), lineStyle: {width: 2, type: dashed(s) ? [4, 4] : 'solid'}, z: 3, emphasis: {disabled: true}
      };
      return s.low && s.low.some(v => v !== null) ? [own, ...band(s, holds)] : [own];
    });
    option.legend.data = series.map(s => s.name);
    return option;
  }

  // hours and days are not decimal
  function step(highest) {
    const steps = [1, 5, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 5760, 10080, 20160, 40320];
    return steps.find(size => highest / size <= 5) || 86400;
  }

  // an interval is two stacked lines: an unseen lower one, and the distance to the upper one, filled
  function band(s, holds) {
    const part = (name, values, opacity) => ({
      name, type: 'line', stack: 'band ' + s.name, stackStrategy: 'all', data: values, step: holds, symbol: 'none', silent: true, z: 1,
      lineStyle: {opacity: 0}, areaStyle: {color: color(s.role), opacity}, emphasis: {disabled: true}
    });
    const both = at => s.low[at] !== null && s.high[at] !== null;
    return [
      part('low', s.low.map((v, at) => both(at) ? v : null), 0),
      part('high', s.high.map((v, at) => both(at) ? v - s.low[at] : null), 0.14)
    ];
  }

  function bars(chart, series) {
    const option = frame(chart, series);
    const isStacked = chart.kind === 'stack';
    if (chart.x.length <= 11) option.xAxis.axisLabel = {...option.xAxis.axisLabel, interval: 0, hideOverlap: false, fontSize: 10};
    option.series = series.map((s, at) => ({
      name: s.name, type: 'bar', data: s.v, stack: isStacked ? 'all' : undefined, color: color(s.role), barMaxWidth: 40, barCategoryGap: '28%', barGap: '8%',
      itemStyle: isStacked ? {borderColor: color('surface'), borderWidth: 1} : {borderRadius: [3, 3, 0, 0]}, emphasis: {disabled: true}
    }));
    return option;
  }

  function rows(chart, series) {
    const option = frame(chart, series);
    [option.xAxis, option.yAxis] = [option.yAxis, {...option.xAxis, inverse: true, axisLabel: {...option.xAxis.axisLabel, hideOverlap: false, interval: 0, width: 128, overflow: 'truncate'}}];
    option.grid = {...option.grid, left: 144, containLabel: false, bottom: 28};
    option.xAxis.minInterval = 1;
    option.series = series.map(s => ({
      name: s.name, type: 'bar', stack: 'all', data: s.v, color: color(s.role), barMaxWidth: 20, itemStyle: {borderColor: color('surface'), borderWidth: 1}, emphasis: {disabled: true}
    }));
    return option;
  }

  function points(chart, series) {
    const option = frame(chart, series);
    const s = series[0];
    [option.xAxis, option.yAxis] = [{...option.yAxis, min: 0, max: 1, interval: 0.25}, {...option.xAxis, inverse: true, axisLabel: {...option.xAxis.axisLabel, hideOverlap: false, interval: 0}}];
    option.grid = {...option.grid, left: 128, containLabel: false, bottom: 28};
    option.series = [
      {type: 'custom', silent: true, z: 1, data: s.v.map((v, at) => [s.low[at], s.high[at], at]), encode: {x: [0, 1], y: 2},
        renderItem: (params, api) => {
          if (s.low[api.value(2)] === null) return null;
          const from = api.coord([api.value(0), api.value(2)]), to = api.coord([api.value(1), api.value(2)]);
          return {type: 'rect', shape: {x: from[0], y: from[1] - 4, width: Math.max(to[0] - from[0], 2), height: 8, r: 4}, style: {fill: color('a'), opacity: 0.22}};
        }},
      {type: 'scatter', z: 3, data: s.v.map((v, at) => ({value: [v, at], itemStyle: {color: color(s.n && s.n[at] < data.minN ? 'neutral' : 'a')}})), symbolSize: 10, emphasis: {disabled: true}}
    ];
    return option;
  }

  function waterfall(chart, series) {
    const values = series[0].v;
    const option = frame(chart, series);
    const last = values.length - 1;
    let level = 0;
    const below = [], size = [];
    values.forEach((value, at) => {
      const isWhole = at === 0 || at === last;
      const from = isWhole ? 0 : level, to = isWhole ? (value || 0) : level + (value || 0);
      below.push(Math.min(from, to));
      size.push({value: Math.abs(to - from), itemStyle: {color: color(isWhole ? 'neutral' : value < 0 ? 'bad' : 'good')}});
      level = to;
    });
    const shown = values.map((v, at) => v !== null || at === 0 || at === last ? at : -1).filter(at => at >= 0);
    const ends = below.map((v, at) => [v, v + size[at].value]).filter((v, at) => shown.includes(at));
    const lowest = Math.min(...ends.map(v => v[1])), highest = Math.max(...ends.map(v => v[1]));
    // movements are small beside the whole: the axis begins above 0, and says so
    const floor = Math.max(0, Math.floor((lowest - (highest - lowest) * 1.2) / 100) * 100);
    option.xAxis.data = shown.map(at => chart.x[at]);
    option.xAxis.axisLabel = {...option.xAxis.axisLabel, interval: 0, hideOverlap: false, fontSize: 10};
    option.yAxis.min = floor;
    option.tooltip.formatter = of => tip(chart, series, shown[[].concat(of)[0].dataIndex]);
    option.series = [
      {type: 'bar', stack: 'all', silent: true, data: shown.map(at => below[at]), itemStyle: {color: 'transparent'}, barMaxWidth: 48},
      {type: 'bar', stack: 'all', data: shown.map(at => size[at]), barMaxWidth: 48, emphasis: {disabled: true},
        label: {show: true, position: 'top', color: color('text'), fontSize: 11, formatter: of => sign(values[shown[of.dataIndex]], shown[of.dataIndex] === 0 || shown[of.dataIndex] === last)}}
    ];
    return option;
  }

  const sign = (value, isWhole) => value === null ? '' : (isWhole || value <= 0 ? '' : '+') + number(value, 0);

  function heat(chart, series) {
    const option = frame(chart, series);
    const cells = [];
    series.forEach((s, row) => s.v.forEach((v, at) => { if (v !== null) cells.push([at, row, v]); }));
    option.legend.show = false;
    option.grid = {left: 112, right: 8, top: 28, bottom: 4};
    option.xAxis = {...option.xAxis, position: 'top', axisLine: {show: false}, axisLabel: {...option.xAxis.axisLabel, margin: 6}};
    option.yAxis = {type: 'category', inverse: true, data: series.map(s => s.name), axisLine: {show: false}, axisTick: {show: false}, axisLabel: {color: color('muted'), fontSize: 11}};
    option.visualMap = {show: false, min: 0, max: 1, dimension: 2, inRange: {color: [color('heat0'), color('heat1')]}};
    option.visualMap.min = Math.min(0.8, ...cells.map(c => c[2]));
    const isRoomy = chart.x.length <= 25;
    const dark = root.classList.contains('dark');
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = of => {
      const s = series[of.value[1]], at = of.value[0];
      const box = element('div', {class: 'tip'});
      box.appendChild(element('b', {}, `Cohort ${s.name} customers`));
      box.appendChild(element('span', {}, `${chart.axis}: ${chart.x[at]}`));
      box.appendChild(element('span', {}, `${show(s.v[at], 'share')}, ${number(s.n[at], 0)} active`));
      return box;
    };
    option.series = [{
      type: 'heatmap', data: cells.map(c => ({value: c, label: {color: (c[2] > (1 + option.visualMap.min) / 2) !== dark ? '#ffffff' : color('text')}})), emphasis: {disabled: true},
      itemStyle: {borderColor: color('surface'), borderWidth: 1, borderRadius: 2},
      label: {show: isRoomy, fontSize: 10, formatter: of => Math.round(of.value[2] * 100)}
    }];
    return option;
  }

  const KINDS = {line, steps: line, bars, stack: bars, rows, points, waterfall, heat};

  function draw(box, size) {
    const chart = data.charts[box.dataset.chart];
    const isCut = cut === '' || chart.cuts[cut] !== undefined;
    const isKnown = isCut || Object.keys(chart.cuts).length > 1;
    const series = isKnown ? (chart.cuts[cut] || []) : chart.cuts[''];
    const card = box.closest('.card');
    card.querySelector('.uncut').hidden = isCut || isKnown;
    const made = charts.get(box);
    if (!series.length || !hasValues(series)) {
      if (made) made.dispose();
      charts.delete(box);
      box.classList.add('none');
      box.textContent = 'Nothing was counted for these customers.';
    } else {
      if (!made) box.textContent = '';
      box.classList.remove('none');
      const drawn = made || echarts.init(box, null, {renderer: 'svg', ...size});
      charts.set(box, drawn);
      drawn.setOption(KINDS[chart.kind](chart, series), true);
      scalable(box, drawn);
    }
    const behind = card.querySelector('.behind');
    behind.querySelector('.scroll').replaceChildren();
    if (behind.open) fillTable(behind, chart, series);
    behind.ontoggle = () => { if (behind.open) fillTable(behind, chart, series); };
  }

  // paper has another width than the window: the picture is scaled to it
  function scalable(box, drawn) {
    const svg = box.querySelector('svg');
    if (svg) svg.setAttribute('viewBox', `0 0 ${drawn.getWidth()} ${drawn.getHeight()}`);
  }

  // --- the table behind a chart

  function fillTable(behind, chart, series) {
    const table = element('table');
    const head = element('tr'), body = element('tbody');
    const isHeat = chart.kind === 'heat';
    const columns = isHeat ? chart.x : series.map(s => s.name);
    head.appendChild(element('th', {scope: 'col'}, isHeat ? 'Cohort · customers' : chart.axis));
    columns.forEach(name => head.appendChild(element('th', {scope: 'col', class: 'num'}, name)));
    const lines = isHeat ? series.map(s => [s.name, s.v.map(v => show(v, chart.unit))])
      : chart.x.map((x, at) => [x, series.map(s => detail(s, at, chart.unit))]);
    lines.forEach(([name, cells]) => {
      const row = element('tr');
      row.appendChild(element('th', {scope: 'row'}, name));
      cells.forEach(cell => row.appendChild(element('td', {class: 'num'}, cell)));
      body.appendChild(row);
    });
    const top = element('thead');
    top.appendChild(head);
    table.append(top, body);
    behind.querySelector('.scroll').replaceChildren(table);
  }

  // --- switches

  function drawAll() {
    fillCells();
    const boxes = all('[data-chart]');
    const sizes = boxes.map(box => box.clientWidth && box.clientHeight ? {width: box.clientWidth, height: box.clientHeight} : {});
    boxes.forEach((box, at) => draw(box, sizes[at]));
  }

  const picker = document.getElementById('segment');
  if (picker) {
    picker.value = cut;
    picker.addEventListener('change', () => {
      cut = picker.value;
      tellCut();
      drawAll();
    });
  }

  function tellCut() {
    document.getElementById('cut').textContent = cut ? `Shown: ${picker.selectedOptions[0].textContent}. The summary, what changed and why, and tables without a chart are of all customers.` : '';
  }

  const theme = document.getElementById('theme');
  function setTheme(isDark) {
    root.classList.toggle('dark', isDark);
    colors.clear();
    theme.setAttribute('aria-pressed', String(isDark));
  }
  const system = matchMedia('(prefers-color-scheme: dark)');
  setTheme(system.matches);
  theme.addEventListener('click', () => { setTheme(!root.classList.contains('dark')); drawAll(); });
  system.addEventListener('change', () => { setTheme(system.matches); drawAll(); });

  // paper is white, whatever the screen is
  let wasDark = false;
  addEventListener('beforeprint', () => { wasDark = root.classList.contains('dark'); if (wasDark) { setTheme(false); drawAll(); } });
  addEventListener('afterprint', () => { if (wasDark) { setTheme(true); drawAll(); } });

  let resizing;
  addEventListener('resize', () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => { if (!matchMedia('print').matches) charts.forEach((chart, box) => { chart.resize({width: box.clientWidth, height: box.clientHeight}); scalable(box, chart); }); }, 100);
  });

  const links = new Map(all('.side a').map(link => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver(entries => entries.filter(e => e.isIntersecting).forEach(e => {
    links.forEach(link => link.removeAttribute('aria-current'));
    if (links.get(e.target.id)) links.get(e.target.id).setAttribute('aria-current', 'true');
  }), {rootMargin: '-20% 0px -70% 0px'});
  all('main > section').forEach(section => seen.observe(section));

  tellCut();
  drawAll();
  root.dataset.drawn = Math.round(performance.now());
})();
