// What Streamlit's page does not do for its visitors.
(() => {
  "use strict";
  const LINKS = "[data-testid=stTopNavDropdownLink], [data-testid=stTopNavLink], [data-testid=stSidebarNavLink]";

  // A click with a key opens another tab, as on every other page. That tab has no memory, so its address takes the
  // choices along, and says that they come by the menu: the screen then keeps those for which it has a filter.
  const opensElsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey;

  const withChoices = (link) => {
    const kept = new URLSearchParams(location.search);
    const elsewhere = document.querySelector("footer.foot")?.dataset.elsewhere;
    new URLSearchParams(elsewhere).forEach((value, name) => kept.append(name, value));
    const target = new URL(link.href);
    if (kept.size) kept.set("by_menu", "1");
    target.search = kept;
    link.href = target;
  };

  const linkOf = (event) => event.target instanceof Element && event.target.closest(LINKS);

  addEventListener("pointerdown", (event) => {
    const link = linkOf(event);
    if (link && (event.button !== 0 || opensElsewhere(event))) withChoices(link);
  }, true);
  addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || !opensElsewhere(event)) return;
    withChoices(link);
    // Streamlit would open the screen in this tab as well.
    event.stopPropagation();
  }, true);

  // Streamlit listens on the document for R and C. What is between, such as a list that is searched by typing, does
  // not lose them.
  document.documentElement.addEventListener("keydown", (event) => {
    if (["r", "c"].includes(event.key?.toLowerCase())) event.stopPropagation();
  });

  // The page follows the system's theme at once, what the server draws with the next run: this asks for one.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    setTimeout(() => {
      for (const type of ["keydown", "keyup"]) document.dispatchEvent(new KeyboardEvent(type, { key: "r" }));
    }, 300);
  });
})();
