// Before anything is painted: the theme that this browser chose, so that a dark page does not flash white.
try {
  const chosen = localStorage.getItem("headwater-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is closed to this page; the system's theme stands.
}
