// Draws diagrams, on pages that have one, in the colours of the page. The script that does it comes
// with the site; it is large, so pages without a diagram do not load it.

const sources = [...document.querySelectorAll("pre.diagram")];

const colours = () => {
  const style = getComputedStyle(document.body);
  const colour = (name) => style.getPropertyValue(name).trim();
  const [text, lines, back] = ["--diagram-text", "--diagram-line", "--diagram-fill"].map(colour);
  return {
    primaryColor: back, primaryTextColor: text, primaryBorderColor: lines, lineColor: lines,
    textColor: text, clusterBkg: "transparent", clusterBorder: lines, titleColor: text,
    edgeLabelBackground: colour("--diagram-page"), fontFamily: "inherit", fontSize: "14px",
  };
};

const label = (element) => {
  let before = element;
  while (before && !/^H[1-6]$/.test(before.tagName)) before = before.previousElementSibling;
  return before ? `Diagram: ${before.firstChild.textContent.trim()}` : "Diagram";
};

const draw = async () => {
  mermaid.initialize({ startOnLoad: false, theme: "base", themeVariables: colours() });
  for (const [number, figure] of document.querySelectorAll("figure.diagram").entries()) {
    const { svg } = await mermaid.render(`diagram-${number}`, figure.dataset.source);
    figure.innerHTML = svg;
    figure.firstChild.setAttribute("role", "img");
    figure.firstChild.setAttribute("aria-label", figure.dataset.label);
  }
};

if (sources.length) {
  const script = document.createElement("script");
  script.src = new URL("mermaid.js", import.meta.url);
  script.onload = async () => {
    for (const source of sources) {
      const figure = document.createElement("figure");
      figure.className = "diagram";
      figure.tabIndex = 0; // it scrolls on a narrow page
      figure.dataset.source = source.textContent;
      figure.dataset.label = label(source);
      source.after(figure);
      source.hidden = true;
    }
    await draw();
    new MutationObserver(draw).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  };
  document.head.append(script);
}
