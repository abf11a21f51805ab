/**
 * The menus beside works close by Escape and by a click elsewhere, as menus do. Sheets close when
 * the focus goes on to the page, so that they cover nothing that has it.
 */
const opened = () => document.querySelector("details.hide[open]");

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && opened();
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  const menu = opened();
  if (menu && !menu.contains(event.target)) menu.open = false;
});

document.addEventListener("focusin", ({ target }) => {
  const sheet = document.querySelector(".sheet:popover-open, .filters:popover-open");
  if (!sheet || target.getAttribute("popovertarget") === sheet.id) return;
  if (sheet.contains(target) || target.contains(sheet)) return; // pressing on its words focuses what is around it
  sheet.hidePopover();
});
