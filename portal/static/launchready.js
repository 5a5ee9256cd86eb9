/* What a page gains with script: copy buttons, the stale notice, menus that close, focus that stays, one click one act. Nothing needs it. */
(() => {
  "use strict";

  const STALE_AFTER = 15;
  const announcer = () => document.querySelector("[data-announcer]");
  let lastAnswer = Date.now();
  let polls = false;
  let focused = null;

  function announce(words) {
    const place = announcer();
    if (place) place.textContent = words;
  }

  /* Copy gives exactly the text that is shown; a <template> holds it where signs stand before the lines. */
  function verbatim(id) {
    const source = document.getElementById(id);
    if (!source) return "";
    return source instanceof HTMLTemplateElement ? source.content.textContent : source.textContent;
  }

  async function copy(button) {
    const label = button.querySelector("span");
    const before = button.dataset.label ?? label.textContent;
    button.dataset.label = before;
    try {
      await navigator.clipboard.writeText(verbatim(button.dataset.copy));
      label.textContent = "Copied";
      announce("Copied");
    } catch {
      label.textContent = "Select and copy by hand";
    }
    setTimeout(() => (label.textContent = before), 2000);
  }

  function wake(root) {
    for (const button of root.querySelectorAll("[data-copy][hidden]")) {
      if (navigator.clipboard) button.hidden = false;
    }
    for (const button of root.querySelectorAll("[data-tick]")) button.hidden = boxesOf(button).length < 2;
    if (root.querySelector('[hx-trigger*="every"]')) polls = true;
  }

  function boxesOf(button) {
    return [...document.querySelectorAll(`${button.dataset.tick} input[type="checkbox"]`)];
  }

  /* Ticks what is not ticked; once everything is, the next press unticks it. */
  function tickAll(button) {
    const boxes = boxesOf(button);
    const wanted = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = wanted;
  }

  /* On a phone the pages stand in one row that scrolls: begin where this page stands. */
  function showPlace() {
    const here = document.querySelector(".bar-nav [aria-current]");
    const row = here?.closest(".bar-nav");
    if (row) row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - 24;
  }

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  }

  /* "Last seen 40 s ago" beside Live once polls stay unanswered; said aloud once, not every second. */
  function showAge() {
    const notice = document.querySelector("[data-live]");
    if (!notice || !polls) return;
    const seconds = Math.round((Date.now() - lastAnswer) / 1000);
    const stale = seconds > STALE_AFTER;
    const says = notice.querySelector("[data-live-says]");
    const words = stale ? `Last seen ${seconds} s ago` : `Live, updated ${seconds} s ago`;
    if (says.textContent !== words) says.textContent = words;
    if (stale !== notice.classList.contains("live--stale")) {
      notice.classList.toggle("live--stale", stale);
      announce(stale ? "This page has stopped updating" : "This page updates again");
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
    const ticker = event.target.closest("[data-tick]");
    if (ticker) tickAll(ticker);
    closeMenus(event.target);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable]")) {
      const search = document.querySelector("[data-search]");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
      return;
    }
    closeMenus(null);
  });

  /* A second click sends nothing twice; what somebody comes back to, or waited for in vain, may be sent again. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });

  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  document.addEventListener("htmx:after:request", (event) => {
    const status = event.detail?.ctx?.response?.status ?? 0;
    if (status > 0 && status < 500) lastAnswer = Date.now();
  });

  document.addEventListener("htmx:before:swap", () => {
    focused = document.activeElement?.id || null;
  });

  document.addEventListener("htmx:after:swap", () => {
    wake(document);
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
  });

  document.addEventListener("DOMContentLoaded", () => {
    wake(document);
    showPlace();
    document.querySelector("[data-focus]")?.focus();
    setInterval(showAge, 1000);
  });
})();
