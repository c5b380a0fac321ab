"use strict";
// Filters, editions and printing. Without this script the page lists every file.
(() => {
  const SOON = 90; // days before the review date
  const WAIT = 3000; // how long a print window may take to open, in ms
  document.documentElement.classList.add("js");

  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const fill = (text, values) => text.replace(/\{\{ (\w+) \}\}/g, (_, name) => values[name]);

  document.addEventListener("DOMContentLoaded", () => {
    const words = JSON.parse(document.getElementById("words").textContent);
    const notice = document.getElementById("notice");
    const form = document.querySelector("form.find");
    showReviews(words);
    if (!form) return;
    const cards = all(".card").map(readCard);
    const update = () => filter(form, cards, words);
    form.addEventListener("input", update);
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const name of ["clear", "all"]) {
      document.getElementById(name).addEventListener("click", () => {
        form.reset();
        update();
        document.getElementById("q").focus();
      });
    }
    document.addEventListener("change", (event) => {
      const { choice } = event.target.dataset;
      if (!choice) return;
      const card = cards.find((one) => one.element.contains(event.target));
      card.wish[choice] = event.target.value;
      choose(card);
    });
    document.addEventListener("click", (event) => {
      notice.textContent = "";
      const button = event.target.closest("[data-print]");
      if (button) print(button.dataset.print, button.dataset.name, words, notice);
    });
    update();
  });

  // --- finding -----------------------------------------------------------------------

  function readCard(element) {
    const variants = all(".variant", element).map((one) => ({
      element: one,
      facts: { ...element.dataset, ...one.dataset },
      text: fold(`${element.dataset.search} ${one.dataset.search}`),
      fits: true,
    }));
    const { edition, paper } = variants[0].facts;
    return { element, variants, wish: { edition, paper } };
  }

  function filter(form, cards, words) {
    const terms = fold(form.querySelector("#q").value).split(/\s+/).filter(Boolean);
    const asked = all("[data-filter]", form).filter((select) => select.value);
    const fits = ({ facts, text }) =>
      terms.every((term) => text.includes(term)) &&
      asked.every(({ dataset, value }) => value.split(" ").includes(facts[dataset.filter]));
    let count = 0;
    for (const card of cards) {
      for (const variant of card.variants) variant.fits = fits(variant);
      const any = card.variants.some((variant) => variant.fits);
      card.element.hidden = !any;
      if (any) choose(card);
      count += any;
    }
    for (const section of all(".kind")) section.hidden = !section.querySelector(".card:not([hidden])");
    document.getElementById("none").hidden = count > 0;
    const rule = new Intl.PluralRules(document.documentElement.lang).select(count);
    const said = fill(words[`results_${rule}`] || words.results_other, { count });
    const status = document.getElementById("count");
    if (status.textContent !== said) status.textContent = said;
  }

  // Show the variant nearest to what was wished for; offer only those that fit.
  function choose(card) {
    const { wish } = card;
    const near = ({ fits, facts }) =>
      fits * 4 + (facts.edition === wish.edition) * 2 + (facts.paper === wish.paper);
    const best = card.variants.reduce((a, b) => (near(b) > near(a) ? b : a));
    for (const one of card.variants) one.element.classList.toggle("chosen", one === best);
    for (const radio of all("[data-choice]", card.element)) {
      const { choice } = radio.dataset;
      const there = card.variants.some(
        ({ fits, facts }) =>
          fits &&
          facts[choice] === radio.value &&
          (choice === "edition" || facts.edition === best.facts.edition),
      );
      radio.closest(".chip").hidden = !there;
      radio.checked = best.facts[choice] === radio.value;
    }
    for (const choice of all(".choice.paper", card.element)) {
      choice.hidden = all(".chip:not([hidden])", choice).length < 2;
    }
  }

  // --- printing ----------------------------------------------------------------------

  // A page on a drive may not print a frame, but the PDF viewer of Chrome and Edge prints
  // when it is asked to. Where no print window opens, the file is opened instead.
  let giveUp = () => {};

  function print(href, name, words, notice) {
    giveUp();
    for (const old of all(".printer")) old.remove();
    const open = () => {
      window.open(href, "_blank", "noopener");
      notice.textContent = fill(words.opened, { name });
    };
    if (navigator.pdfViewerEnabled === false) return open();

    const local = location.protocol === "file:";
    const frame = document.createElement(local ? "embed" : "iframe");
    frame.className = "printer";
    frame.tabIndex = -1;
    frame.setAttribute("aria-hidden", "true");
    frame.src = href;

    const timer = setTimeout(() => end(open), WAIT);
    const opened = () => end(() => {});
    const end = (then) => {
      clearTimeout(timer);
      window.removeEventListener("blur", opened);
      notice.textContent = "";
      then();
    };
    giveUp = opened;
    window.addEventListener("blur", opened); // the print window took the focus
    notice.textContent = fill(words.printing, { name });
    const ask = () => {
      try {
        if (local) frame.postMessage({ type: "print" });
        else frame.contentWindow.print();
      } catch {
        end(open);
      }
    };
    if (local) frame.type = "application/pdf";
    else frame.addEventListener("load", ask);
    document.body.append(frame);
    if (local) ask();
    return undefined;
  }

  // --- dates -------------------------------------------------------------------------

  function showReviews(words) {
    const now = new Date();
    const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
    for (const mark of all("[data-review]")) {
      const days = (Date.parse(mark.dataset.review) - today) / 86400000;
      const state = days < 0 ? "overdue" : days <= SOON ? "soon" : "";
      if (!state) continue;
      mark.textContent = words[`review_${state}`];
      mark.classList.add("badge", state);
    }
  }
})();
