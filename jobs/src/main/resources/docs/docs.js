// The search: every word must be found in an entry's name, meaning or columns; names count most.
(function () {
  'use strict';
  var entries = JSON.parse(document.getElementById('entries').textContent);
  var box = document.getElementById('q');
  var results = document.getElementById('results');
  var title = document.getElementById('results-title');
  var list = document.getElementById('list');
  var most = 40;

  function has(text, word) {
    return text.toLowerCase().indexOf(word) !== -1;
  }

  function found(entry, words) {
    var score = 0;
    var columns = [];
    var isAll = words.every(function (word) {
      var inColumns = entry.columns.filter(function (column) {
        return has(column[0], word) || has(column[1], word);
      });
      inColumns.forEach(function (column) {
        if (columns.indexOf(column) === -1) { columns.push(column); }
      });
      var byName = has(entry.name, word);
      var byText = has(entry.text, word);
      var byColumn = inColumns.some(function (column) { return has(column[0], word); });
      score += (byName ? 8 : 0) + (byText ? 3 : 0) + (byColumn ? 2 : 0) + (inColumns.length ? 1 : 0);
      return byName || byText || inColumns.length > 0;
    });
    return isAll ? { entry: entry, score: score, columns: columns } : null;
  }

  function element(name, text, style) {
    var made = document.createElement(name);
    made.textContent = text;
    if (style) { made.className = style; }
    return made;
  }

  function item(hit) {
    var line = document.createElement('li');
    var link = element('a', hit.entry.name);
    link.href = hit.entry.href;
    line.append(link, ' ', element('span', hit.entry.kind, 'chip ' + hit.entry.kind), element('p', hit.entry.text));
    hit.columns.slice(0, 3).forEach(function (column) {
      var part = element('p', '', 'column');
      var to = element('a', column[0]);
      to.href = hit.entry.href + '#column-' + column[0];
      part.append(to, ' ' + column[1]);
      line.append(part);
    });
    return line;
  }

  function show() {
    var words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    results.hidden = !words.length;
    list.replaceChildren();
    if (!words.length) { return; }
    var hits = entries.map(function (entry) { return found(entry, words); }).filter(Boolean);
    hits.sort(function (a, b) { return b.score - a.score || (a.entry.name > b.entry.name ? 1 : -1); });
    title.textContent = hits.length === 1 ? '1 result' : hits.length + ' results';
    if (hits.length > most) { title.textContent += ', the first ' + most; }
    list.append.apply(list, hits.slice(0, most).map(item));
  }

  box.value = new URLSearchParams(location.search).get('q') || '';
  box.addEventListener('input', show);
  box.form.addEventListener('submit', function (event) { event.preventDefault(); show(); });
  document.addEventListener('keydown', function (event) {
    if (event.key === '/' && document.activeElement !== box) { event.preventDefault(); box.focus(); }
  });
  show();
}());
