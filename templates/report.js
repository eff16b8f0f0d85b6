// What the page can do by itself, without a server: tables that are sorted and searched, and the
// what-if of the budget. Where no script runs, the page stands as it is. Texts come from the
// page; this file knows no language.
"use strict";
(() => {
  const main = document.getElementById("main");
  const lang = document.documentElement.lang || "en";
  const MINUS = "\u2212";
  const fill = (text, values) => text.replace(/%(\w+)/g, (whole, name) => values[name] ?? whole);
  const make = (tag, className, text = "") => {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  };

  // ---- Numbers as the document writes them (report/text/numbers.py) ----------------------

  const COMPACT_FROM = 10_000_000;
  const decimalsFor = (value) => {
    const size = Math.abs(value);
    if (value === 0 || size >= 100) return 0;
    return size >= 10 ? 1 : 2;
  };
  const format = (value, decimals, more = {}) =>
    new Intl.NumberFormat(lang, {
      minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: "always", ...more,
    }).format(value === 0 ? 0 : value).replace("-", MINUS);
  const sum = (value, decimals = decimalsFor(value)) =>
    Math.abs(value) >= COMPACT_FROM ? format(value, 1, { notation: "compact" }) : format(value, decimals);

  const sample = new Intl.NumberFormat(lang).formatToParts(-1234567.5);
  const part = (type) => sample.find((each) => each.type === type)?.value ?? "";
  const [GROUP, POINT] = [part("group"), part("decimal")];
  // "M" or "млн" and their kin: how this language shortens large numbers.
  const powers = new Map([1e3, 1e6, 1e9, 1e12].map((power) => {
    const parts = new Intl.NumberFormat(lang, { notation: "compact" }).formatToParts(power);
    return [parts.find((each) => each.type === "compact")?.value, power];
  }));

  // The number a cell begins with; "<1%" comes just before "1%"; null where there is none.
  const read = (text) => {
    const plain = text.trim().replaceAll(GROUP, "").replace(/[\u00a0\u202f]/g, " ").replace(MINUS, "-");
    const found = plain.replace(POINT, ".").match(/^([<>]?)\s*([+-]?\d+(?:\.\d+)?)\s*(\p{L}*)/u);
    if (!found) return null;
    const nudge = { "<": -1e-9, ">": 1e-9 }[found[1]] ?? 0;
    return Number(found[2]) * (powers.get(found[3]) ?? 1) + nudge;
  };

  // ---- Tables -------------------------------------------------------------------------------

  const SORTED_FROM = 4;
  const SEARCHED_FROM = 13;
  const words = new Intl.Collator(lang, { numeric: true });

  const compare = (one, other, numeric) => {
    if (!numeric) return words.compare(one, other);
    const [a, b] = [read(one), read(other)];
    if (a === null || b === null) return (a === null) - (b === null);
    return a - b;
  };

  // Once: the largest first, or A to Z; twice: the other way round; a third time: as printed.
  const sortBy = (header, rows) => {
    const numeric = header.style.textAlign === "right";
    const turns = numeric ? ["descending", "ascending", null] : ["ascending", "descending", null];
    const turn = turns[(turns.indexOf(header.getAttribute("aria-sort")) + 1) % turns.length];
    for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
    const ordered = [...rows];
    if (turn) {
      header.setAttribute("aria-sort", turn);
      const text = (row) => row.cells[header.cellIndex].textContent.trim();
      const sign = turn === "ascending" ? 1 : -1;
      // What holds no number comes last either way.
      const known = (row) => !numeric || read(text(row)) !== null;
      ordered.sort((a, b) => known(b) - known(a) || sign * compare(text(a), text(b), numeric));
    }
    rows[0].parentElement.append(...ordered);
  };

  const makeSortable = (table, rows) => {
    for (const header of table.tHead.rows[0].cells) {
      if (!header.textContent.trim()) continue;
      const button = make("button", "sort");
      button.type = "button";
      button.append(...header.childNodes);
      button.addEventListener("click", () => sortBy(header, rows));
      header.append(button);
    }
  };

  const makeSearchable = (table, rows) => {
    const box = make("p", "search");
    const label = make("label", "", main.dataset.filter + " ");
    const field = make("input", "");
    field.type = "search";
    label.append(field);
    const status = make("span", "found");
    status.setAttribute("role", "status");
    box.append(label, status);
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLocaleLowerCase(lang);
      for (const row of rows) row.hidden = !row.textContent.toLocaleLowerCase(lang).includes(wanted);
      const shown = rows.filter((row) => !row.hidden).length;
      status.textContent = wanted && fill(main.dataset.shown, { shown, all: rows.length });
    });
    table.closest(".table").before(box);
  };

  for (const table of main.querySelectorAll(".table > table")) {
    const rows = [...table.tBodies[0]?.rows ?? []];
    if (!table.tHead || rows.length < SORTED_FROM) continue;
    makeSortable(table, rows);
    // A chart's numbers are read in their order.
    if (rows.length >= SEARCHED_FROM && !table.closest(".numbers")) makeSearchable(table, rows);
  }

  // ---- What if: the plan of analysis/offers, weighed again -----------------------------------

  // Whole cents, a half to the even one, as NumPy rounds: sums agree to the cent.
  const cents = (money) => {
    const low = Math.floor(money * 100);
    const rest = money * 100 - low;
    return rest === 0.5 ? low + (low % 2) : Math.round(money * 100);
  };

  // An offer's terms at these settings, acceptances as many times the plan's as the dial says.
  const stateTerms = ([contact, incentive, ...acceptance], now) => {
    const [few, usual, many] = acceptance.map((each) => each * now.acceptance);
    const middle = Math.min(usual, 1);
    return {
      contact: now.contact * contact,
      incentive: now.incentive * incentive,
      low: Math.min(few, middle),
      middle,
      high: Math.min(Math.max(many, middle), 1),
    };
  };

  // analysis/economics.py
  const gainOf = (risk, value, accepts, terms) =>
    risk * accepts * (value - terms.incentive) - (1 - risk) * terms.incentive - terms.contact;

  // The best offer of every customer whom it pays to contact, best customer first.
  const weigh = (facts, now) => {
    const offers = facts.offers.map((offer) => stateTerms(offer, now));
    const menus = facts.menus.map((menu) => menu.map((place) => offers[place]));
    const paying = [];
    facts.risk.forEach((risk, i) => {
      const value = facts.value[i];
      let [best, chosen] = [0, null];
      for (const terms of menus[facts.menu[i]]) {
        const gain = gainOf(risk, value, terms.middle, terms);
        if (gain > best) [best, chosen] = [gain, terms];
      }
      if (chosen) paying.push({ risk, value, gain: best, terms: chosen });
    });
    return paying.sort((a, b) => b.gain - a.gain || b.risk - a.risk);
  };

  // As many of them as the budget pays for; sums in cents.
  const plan = (facts, now) => {
    const total = { contacts: 0, cost: 0, low: 0, gain: 0, high: 0 };
    for (const { risk, value, gain, terms } of weigh(facts, now)) {
      const takers = risk * terms.middle + (1 - risk);
      const cost = cents(terms.contact + terms.incentive * takers);
      if (total.cost + cost > now.budget) break;
      total.contacts += 1;
      total.cost += cost;
      total.gain += cents(gain);
      total.low += cents(gainOf(risk, value, terms.low, terms));
      total.high += cents(gainOf(risk, value, terms.high, terms));
    }
    return total;
  };

  const PAUSE = 400; // milliseconds: a moving slider is not read aloud at every step

  const answer = (block) => {
    const facts = JSON.parse(block.querySelector(".what-if-data").textContent);
    const dials = [...block.querySelectorAll(".dial input")];
    const verdict = block.querySelector(".verdict");
    const unit = facts.unit ? "\u00a0" + facts.unit : "";
    const money = (value) => sum(value) + unit;
    const show = { money, percent: (value) => format(value, 0, { style: "percent" }) };
    // At 100 exactly the setting itself.
    const setting = (dial) => Number(dial.dataset.standard) * (dial.valueAsNumber / 100);
    let waiting;

    const settings = () => {
      const now = Object.fromEntries(dials.map((dial) => [dial.dataset.of, setting(dial)]));
      const { contact = 0, incentive = 0 } = now;
      const acceptance =
        dials.find((dial) => dial.dataset.of === "acceptance").valueAsNumber / 100;
      return { budget: cents(now.budget), contact, incentive, acceptance };
    };

    const write = (name, text, exact) => {
      const place = block.querySelector(`.answer-${name} .figure`);
      place.textContent = text;
      place.dataset.exact = exact;
    };

    const announce = (found) => {
      const difference = (found.gain - cents(facts.gain)) / 100;
      const key = difference === 0 ? "same" : difference > 0 ? "more" : "less";
      verdict.textContent = fill(verdict.dataset[key], {
        contacts: format(found.contacts, 0), cost: money(found.cost / 100),
        gain: money(found.gain / 100), difference: money(Math.abs(difference)),
      });
    };

    const update = () => {
      for (const dial of dials) {
        const text = show[dial.dataset.kind](setting(dial));
        dial.setAttribute("aria-valuetext", text);
        dial.closest(".dial").querySelector(".reading").textContent = text;
      }
      const found = plan(facts, settings());
      const [cost, low, gain, high] = [found.cost, found.low, found.gain, found.high].map((c) => c / 100);
      const decimals = decimalsFor(Math.max(Math.abs(low), Math.abs(high)));
      const dash = low < 0 ? " \u2026 " : "\u2013";
      write("contacts", format(found.contacts, 0), found.contacts);
      write("cost", money(cost), cost);
      write("gain", money(gain), gain);
      write("span", sum(low, decimals) + dash + sum(high, decimals) + unit, `${low} ${high}`);
      clearTimeout(waiting);
      waiting = setTimeout(announce, PAUSE, found);
    };

    for (const dial of dials) dial.addEventListener("input", update);
    block.querySelector(".again").addEventListener("click", () => {
      for (const dial of dials) dial.value = 100;
      update();
    });
    update();
    block.hidden = false;
  };

  document.querySelectorAll(".what-if").forEach(answer);
})();
