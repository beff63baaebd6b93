import { useState } from "react";
import { applyTheme, readTheme, type Theme } from "../style/theme.js";

const THEMES: readonly { readonly theme: Theme; readonly label: string }[] = [
  { theme: "system", label: "Auto" },
  { theme: "light", label: "Light" },
  { theme: "dark", label: "Dark" },
];

export function ThemeSwitch() {
  const [theme, setTheme] = useState(readTheme);
  return (
    <fieldset className="segments small">
      <legend className="hidden">Colours of this page</legend>
      {THEMES.map((one) => (
        <label key={one.theme}>
          <input
            type="radio"
            name="theme"
            checked={theme === one.theme}
            onChange={() => {
              setTheme(one.theme);
              applyTheme(one.theme);
            }}
          />
          <span>{one.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
