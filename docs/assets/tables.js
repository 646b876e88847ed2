// A table that is wider than the page scrolls: by keyboard, too.

const reachable = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

// The theme wraps tables when it has read the page.
addEventListener("load", () => {
  for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
    wrap.setAttribute("role", "group");
    wrap.setAttribute("aria-label", "Table");
    reachable.observe(wrap);
  }
});
