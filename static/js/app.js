// The one script a page names. Each behavior is a module; without them the pages still work.
import { watchDialogs } from "./dialog.js";
import { watchKeys } from "./keys.js";
import { watchMenus } from "./menu.js";
import { watchCounts } from "./count.js";
import { linkRanges } from "./range.js";
import { watchTypeaheads } from "./typeahead.js";
import { rememberZone } from "./zone.js";

const enhance = (root) => {
  linkRanges(root);
  watchCounts(root);
  watchTypeaheads(root);
};

rememberZone();
watchDialogs();
watchKeys();
watchMenus();
enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
