
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const marks = all("article [data-start]");
  const wide = matchMedia("(min-width: 60rem)");
  let now = null;

  const key = (mark) => mark.dataset.entity ?? "? " + mark.dataset.candidates;
  const same = (mark) => marks.filter((other) => key(other) === key(mark));
  const story = (mark) => mark.closest(".story");
  const rows = (entity) => all("details[data-of]").filter((row) => row.dataset.of === entity);
  const marked = (mark) => {
    const box = all(".kinds input").find((box) => box.value === mark.dataset.kind);
    return !box || box.checked;
  };

  /* Scrolls only when the mention is not in the middle four fifths, and then to a third of the height. */
  const reveal = (element) => {
    const box = element.getBoundingClientRect();
    const height = innerHeight;
    if (box.top < height * 0.1 || box.bottom > height * 0.88) {
      scrollTo({ top: scrollY + box.top - height / 3, behavior: "instant" });
    }
  };

  const within = (panel, row) => {
    const outer = panel.getBoundingClientRect();
    const inner = row.getBoundingClientRect();
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      panel.scrollTop += Math.min(inner.top - outer.top - 8, Math.max(inner.top - outer.top - outer.height / 4, 0) || inner.top - outer.top - 8);
    }
  };

  const clear = () => {
    all(".now, .same").forEach((element) => element.classList.remove("now", "same"));
    all("[aria-current]").forEach((element) => element.removeAttribute("aria-current"));
    all("summary.on").forEach((element) => element.classList.remove("on"));
    now = null;
    one("now-name").textContent = "";
    one("now-where").textContent = "n or a click on a name leads from mention to mention";
    one("now-who").textContent = "";
    one("now").className = "idle";
  };

  const card = (mark) => story(mark).querySelector(".cast").querySelectorAll("details");

  const tell = (mark, others) => {
    const entity = mark.dataset.entity;
    const own = entity === undefined ? undefined : [...card(mark)].find((row) => row.dataset.of === entity);
    const shown = mark.title || mark.textContent;
    const name = own ? own.querySelector(".name").firstChild.textContent : shown;
    const block = mark.closest("[data-p]");
    one("now-name").textContent = name;
    one("now-where").textContent = `${others.indexOf(mark) + 1}/${others.length} · ${mark.dataset.kind || "ambiguous"} · §${block.dataset.p}`;
    one("now-who").textContent = own?.querySelector(".who")?.textContent ?? "";
    one("now").className = [...mark.classList].find((name) => /^k\d+$/.test(name)) ?? "";
    one("now-card").href = own ? "#" + own.querySelector(".card").id : "#" + story(mark).id + "open1";
    rows(entity).forEach((row) => row.querySelector("summary").classList.add("on"));
    if (own && wide.matches) {
      own.open = true;
      within(own.closest("aside"), own.querySelector("summary"));
    }
  };

  const go = (mark) => {
    if (!mark) return;
    clear();
    now = mark;
    const others = same(mark);
    others.forEach((other) => other.classList.add("same"));
    mark.classList.add("now");
    mark.setAttribute("aria-current", "true");
    if (!mark.hasAttribute("href")) mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
    reveal(mark);
    tell(mark, others);
  };

  /* The first mention below the head of the page. */
  const here = () => marks.find((mark) => marked(mark) && mark.getBoundingClientRect().top > 60) ?? marks[0];

  const step = (list, by) => {
    if (!now) return go(here());
    const at = list.indexOf(now);
    go(list[(at + by + list.length) % list.length]);
  };
  const next = (by) => step(now ? same(now) : [], by);
  const any = (by) => step(marks.filter((mark) => mark === now || (marked(mark) && !mark.dataset.hasOwnProperty("nested"))), by);

  const keys = {
    n: () => next(1),
    N: () => next(-1),
    j: () => any(1),
    k: () => any(-1),
    Escape: () => {
      clear();
      document.activeElement?.blur?.();
    },
    "?": () => {
      const help = document.querySelector(".keys");
      help.open = !help.open;
    },
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const box = /^[1-9]$/.test(event.key) ? all(".kinds input")[event.key - 1] : undefined;
    if (box) box.click();
    else if (Object.hasOwn(keys, event.key)) keys[event.key]();
    else return;
    event.preventDefault();
  });

  addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const mark = event.target.closest("article [data-start]");
    const summary = event.target.closest("aside summary");
    const place = event.target.closest(".card a[href^='#'], .unsettled a");
    if (mark) {
      /* The current one leads on to its card, as the link says; any other becomes the current one. */
      if (mark === now) return;
      event.preventDefault();
      go(mark);
    } else if (summary && wide.matches && !summary.parentElement.open) {
      const first = all("[data-start]", summary.closest(".story")).find((mark) => mark.dataset.entity === summary.parentElement.dataset.of);
      if (first && now?.dataset.entity !== first.dataset.entity) {
        event.preventDefault();
        go(first);
      }
    } else if (place) {
      const target = one(place.getAttribute("href").slice(1));
      if (target?.dataset?.start !== undefined) {
        event.preventDefault();
        go(target);
      }
    }
  });

  one("before").addEventListener("click", () => next(-1));
  one("after").addEventListener("click", () => next(1));
  one("now").hidden = false;
  clear();
  const asked = one(location.hash.slice(1));
  if (asked?.dataset?.start !== undefined) go(asked);
})();
