'use strict';
(() => {
  const rows = Array.from(document.querySelectorAll('tr.case'));
  const text = document.getElementById('text');
  const rule = document.getElementById('rule');
  const plain = document.getElementById('plain');
  const shown = document.getElementById('shown');

  function open(row, is) {
    row.querySelector('button').setAttribute('aria-expanded', String(is));
    row.nextElementSibling.hidden = !is;
  }

  function filter() {
    const wanted = text.value.toLowerCase();
    let count = 0;
    for (const row of rows) {
      const visible = (plain.checked || row.dataset.plain === 'false')
        && row.dataset.name.toLowerCase().includes(wanted)
        && (rule.value === '' || row.dataset.because.split(' ').includes(rule.value));
      row.hidden = !visible;
      count += visible ? 1 : 0;
      if (!visible) {
        open(row, false);
      }
    }
    shown.textContent = count + ' of ' + rows.length + ' cases';
  }

  for (const row of rows) {
    row.querySelector('button').addEventListener('click', event => {
      open(row, event.currentTarget.getAttribute('aria-expanded') !== 'true');
    });
  }
  text.addEventListener('input', filter);
  rule.addEventListener('change', filter);
  plain.addEventListener('change', filter);
  filter();
  const named = rows.find(row => '#' + row.id === decodeURIComponent(location.hash));
  if (named) {
    named.hidden = false;
    open(named, true);
    named.scrollIntoView();
  }
})();
