import { initAll } from "../govuk/govuk-frontend.min.js";
import { acceptDroppedFiles } from "./file_drop.js";
import { submitOnChange } from "./filters.js";
import { showRevealed } from "./reveals.js";
import { markScrollRegions } from "./scroll_regions.js";

initAll();
acceptDroppedFiles(document);
markScrollRegions(document);
showRevealed(document);
submitOnChange(document);
