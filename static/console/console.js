// The keys of the review console. Each one presses a button or follows a link that is on the page
// (data-key), so that nothing here can do what a mouse cannot. They work while the focus is inside
// the panes, and not at all where the person switched single keys off (body[data-keys=off]).
const $ = (query, root = document) => root.querySelector(query);
const panes = () => $("[data-console]");
const links = () => [...document.querySelectorAll(".pair-link")];
const current = () => $('.pair-link[aria-current="true"]');
const row = (pair) => $(`#row-${pair} .pair-link`);
const pairOf = (link) => link.closest("li").id.slice(4);
const shown = () => $("#detail").dataset.pair;
const isOff = () => document.body.dataset.keys === "off";
const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const say = (words) => { $("#status").textContent = words; };

// Roving focus: one row of the list is a tab stop, the one whose pair is open.
const mark = (link) => {
  const all = links();
  for (const other of all) {
    other.tabIndex = other === (link ?? all[0]) ? 0 : -1;
    other.removeAttribute("aria-current");
  }
  link?.setAttribute("aria-current", "true");
};

let expected; // the pair that was asked for and is not here yet
const open = (link) => {
  mark(link);
  expected = pairOf(link);
  link.focus();
  link.click();
};

// Where the open pair is not in the list, its own links know what comes before and after it.
const step = (by, wanted = () => true) => {
  const all = links();
  let at = all.indexOf(current());
  if (at < 0) return $(`#detail a[data-key=${by > 0 ? "j" : "k"}]`)?.click();
  do at += by; while (all[at] && !wanted(all[at]));
  if (all[at]) open(all[at]);
};
const isRisky = (link) => link.closest("[data-risky]");

// The pair after this one is asked for before it is wanted; used once, within half a minute.
const ready = new Map();
const FRESH = 30_000;
let soon;
const prefetch = async () => {
  const all = links();
  const next = all[all.indexOf(current()) + 1];
  if (!next || ready.has(next.href)) return;
  ready.clear();
  ready.set(next.href, null);
  const headers = { "HX-Request": "true", "HX-Target": "detail", "HX-Current-URL": location.href };
  const answer = await fetch(next.href, { headers }).catch(() => null);
  if (answer?.ok && ready.has(next.href)) ready.set(next.href, { html: await answer.text(), at: Date.now() });
};
const later = () => {
  clearTimeout(soon);
  soon = setTimeout(prefetch, 150);
};
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = event.detail;
  const kept = target?.id === "detail" && elt.matches(".pair-link") && ready.get(elt.href);
  if (!kept || Date.now() - kept.at > FRESH) return;
  event.preventDefault();
  ready.delete(elt.href);
  history.pushState({ htmx: true }, "", elt.href);
  htmx.swap(target, kept.html, { swapStyle: "outerHTML" });
});

const menu = (key) => {
  const opener = $(`#decide summary[data-key=${key}]`);
  if (!opener) return;
  opener.click();
  (key === "f" ? $("[type=radio]", opener.parentElement) : opener).focus({ preventScroll: true });
  if (key === "x" && !localStorage.getItem("x-known")) {
    localStorage.setItem("x-known", "1");
    say($("[data-console]").dataset.hint);
  }
};

const select = (link = current()) => link?.closest("li").querySelector(".row-check")?.click();

// Digits: the reason in an open menu, otherwise that option.
const digit = (number) => {
  const inMenu = $("#decide details[open]");
  if (!inMenu) return look(number);
  const button = $(`[data-digit="${number}"]`, inMenu);
  button?.click();
  if (button?.type === "radio") $("#apart-words").focus();
};
const look = (number) => {
  const option = $(`[data-option="${number}"]`);
  document.querySelectorAll(".option.is-looked").forEach((one) => one.classList.remove("is-looked"));
  option?.closest(".option").classList.add("is-looked");
  option?.click();
};

let isStaging = false;
const swap = () => {
  const shown = $("#preview [data-stage]");
  if (shown) return shown.focus();
  isStaging = true;
  if ($(".is-looked a[data-option]")) $(".is-looked a[data-option]").click();
  else look($("a[data-option]")?.dataset.option);
};

const keys = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  n: () => step(1, isRisky), p: () => step(-1, isRisky),
  J: () => { select(); step(1); },
  Escape: () => (current() ?? links()[0])?.focus(),
  x: () => menu("x"), f: () => menu("f"), s: swap,
  c: () => $("#notes textarea")?.focus(),
  t: () => $("#id_flag")?.focus(), o: () => $("#id_sort")?.focus(),
};
for (const key of "123456") keys[key] = () => digit(key);
for (const key of ["a", "l", "A", "z", "Z"]) keys[key] = () => $(`button[data-key=${key}]`)?.click();

// In the list Enter goes into the pair and Space selects; elsewhere they press what has the focus.
const inList = { Enter: () => $("#pair-title")?.focus(), " ": () => select() };

// A key meant for a pair waits until that pair is on the page: nobody approves the one before.
const MOVES = ["j", "k", "n", "p", "J", "ArrowDown", "ArrowUp", " ", "Escape"];
const MOST_WAITING = 20;
let posting = 0;
const waiting = [];
const isReady = (key) => {
  if (posting) return false;
  if (expected && !MOVES.includes(key)) return false;
  const needsOptions = key === "c" || key === "s" || (/[1-6]/.test(key) && !$("#decide details[open]"));
  return !needsOptions || "pair" in $("#options").dataset;
};
const flush = () => {
  while (waiting.length && isReady(waiting[0].key)) waiting.shift().does();
};
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.verb === "post" && detail.target?.id !== "bulk") posting++;
});
// A decision on its way brings the next pair itself; one asked for before would take its place.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!posting || detail.requestConfig.verb !== "get" || detail.target.id !== "detail") return;
  detail.shouldSwap = false;
  expected = undefined;
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig.verb === "post" && detail.target?.id !== "bulk") posting = Math.max(0, posting - 1);
  if (detail.failed) {
    waiting.length = 0;
    expected = undefined;
  }
  setTimeout(flush, 40);
});

// Where the focus was when an answer replaced what had it.
const INSIDE = "[data-console], .console-foot";
let isInside = false;
for (const type of ["focusin", "pointerdown"]) {
  document.addEventListener(type, ({ target }) => { isInside = Boolean(target.closest?.(INSIDE)); });
}

// The skip link leads to the list; from there to its one tab stop.
document.addEventListener("focusin", ({ target }) => {
  if (target.id === "rows") (current() ?? links()[0])?.focus();
  if (target.matches(".pair-link")) later();
});

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (isOff() || event.ctrlKey || event.metaKey || event.altKey || !panes()) return;
  const isLost = target === document.body && isInside;
  // The keys that only move lead into the list, from a page on which nothing has the focus yet.
  if (target === document.body && !isInside && "jknp".includes(key)) return current()?.focus();
  if (!isLost && !target.closest(INSIDE)) return;
  if (isTyping(target) && key !== "Escape") return;
  if (key === "Escape" && $("details[data-menu][open]")) return;
  if (target.type === "radio" && key.startsWith("Arrow")) return;
  const does = ((isLost || target.matches(".pair-link")) && inList[key]) || keys[key];
  if (!does) return;
  event.preventDefault();
  if (!waiting.length && isReady(key)) does();
  else if (waiting.length < MOST_WAITING) waiting.push({ key, does });
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches(".row-check")) return;
  const { name, value } = $("#bulk [name=csrfmiddlewaretoken]");
  const values = { [name]: value, pair: target.value, on: target.checked ? "on" : "" };
  htmx.ajax("POST", $("#rows").dataset.select, { source: "#status", target: "#bulk", swap: "outerHTML", values });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(".pair-link");
  if (!link || event.ctrlKey || event.metaKey) return;
  mark(link);
  expected = pairOf(link) === shown() ? undefined : pairOf(link);
});

// After an answer: the focus follows the pair, and where there is no room for both, so does the view.
const isNarrow = () => !matchMedia("(width >= 68.75rem)").matches;
const settle = ({ detail: { target, elt } }) => {
  if (!panes()) return;
  const isWhole = target?.id === "console";
  if (isWhole || target?.id === "detail" || elt?.id === "detail") {
    const pair = shown();
    if (expected && expected !== pair && !isWhole) return;
    expected = undefined;
    const here = document.activeElement;
    const isLost = here === document.body || Boolean(here.closest("#detail"));
    mark(row(pair));
    if (isNarrow() && !isWhole) $("#detail").scrollIntoView();
    if (isLost && isInside) (row(pair) ?? $("#pair-title"))?.focus({ preventScroll: isNarrow() });
    row(pair)?.scrollIntoView({ block: "nearest" });
    later();
  }
  if ($("#preview [data-stage]") && isStaging) {
    isStaging = false;
    $("#preview [data-stage]").focus();
  }
};
document.addEventListener("htmx:afterSettle", (event) => { settle(event); flush(); });
document.addEventListener("htmx:responseError", () => say(panes().dataset.failed));
document.addEventListener("htmx:sendError", () => say(panes().dataset.failed));

if (panes()) mark(current());
