// Before the first paint: that scripts run (data-js), the look the visitor chose (cookie "look"), and
// the device's theme when none was chosen. A classic script on purpose: it must run before the page is drawn.
(function () {
  "use strict";
  var root = document.documentElement;
  root.setAttribute("data-js", "");
  var found = document.cookie.match(/(?:^|; )look=([^;]*)/);
  if (found) {
    decodeURIComponent(found[1]).replace(/"/g, "").split("&").forEach(function (pair) {
      var parts = pair.split("=");
      if (/^(theme|size|contrast)$/.test(parts[0]) && /^[a-z]+$/.test(parts[1] || "")) {
        root.setAttribute("data-" + parts[0], parts[1]);
      }
    });
  }
  var device = window.matchMedia ? window.matchMedia("(prefers-color-scheme: dark)") : null;
  function paint() {
    var theme = root.getAttribute("data-theme");
    var dark = theme === "dark" || (theme === "auto" && device && device.matches);
    root.setAttribute("data-bs-theme", dark ? "dark" : "light");
  }
  paint();
  if (device && device.addEventListener) {
    device.addEventListener("change", paint);
  }
})();
