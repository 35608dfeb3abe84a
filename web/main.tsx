import { render } from "preact";
import { App } from "./app.tsx";
import { isScreen } from "./screens/screens.ts";
import { followLinks } from "./state/location.ts";
import { keepTheme } from "./state/theme.ts";
import "./styles/tokens.css";
import "./styles/frame.css";
import "./styles/parts.css";
import "./styles/charts.css";
import "./styles/duty.css";

const root = document.getElementById("app");
if (root === null) throw new Error("The page has no place for the app.");
keepTheme();
followLinks(isScreen);
render(<App />, root);
