// Tabs wider than a phone scroll sideways: the current one is brought into view.
export function equip(part) {
  part.querySelectorAll(".tabs a[aria-current]").forEach((tab) => {
    const row = tab.closest(".tabs");
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  });
}
