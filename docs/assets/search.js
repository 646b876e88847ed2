// The search reads the text of all pages, which takes a phone a second. The theme would do so on
// every page; this lets it wait until somebody searches. Loaded before the theme's own script.

(() => {
  const { open, send } = XMLHttpRequest.prototype;
  const index = /search\/search_index\.json$/;
  const isSearch = (element) => element?.matches?.("[data-md-component=search-query]");
  const parameters = new URLSearchParams(location.search);

  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    this.isIndex = index.test(address);
    return open.call(this, method, address, ...rest);
  };

  XMLHttpRequest.prototype.send = function (body) {
    const go = () => send.call(this, body);
    const isAsked = isSearch(document.activeElement) || parameters.has("q") || parameters.has("h");
    if (!this.isIndex || isAsked) return go();
    const listen = (event) => {
      if (!isSearch(event.target)) return;
      document.removeEventListener("focusin", listen);
      go();
    };
    document.addEventListener("focusin", listen);
  };
})();
