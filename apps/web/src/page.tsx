import { lazy, type ReactNode, Suspense } from "react";
import { HowPage } from "./pages/how-page.js";
import { LivePage } from "./pages/live-page.js";
import { PeoplePage } from "./pages/people-page.js";
import { PersonPage } from "./pages/person-page.js";
import { SessionPage } from "./pages/session-page.js";
import { SettingsPage } from "./pages/settings-page.js";
import { SliderPage } from "./pages/slider-page.js";
import { Loading } from "./parts/notice.js";
import type { Route } from "./routing/route.js";

// The two with large parts, the board and the map, are fetched when they are opened.
const RecordPage = lazy(async () => ({ default: (await import("./pages/record-page.js")).RecordPage }));
const ComparePage = lazy(async () => ({ default: (await import("./pages/compare-page.js")).ComparePage }));

/** The page of a place. To add one: its route, its line here, its link in the shell. */
export function Page({ route }: { readonly route: Route }) {
  return <Suspense fallback={<Loading />}>{pageOf(route)}</Suspense>;
}

function pageOf(route: Route): ReactNode {
  switch (route.page) {
    case "live":
      return <LivePage />;
    case "session":
      return <SessionPage id={route.id} />;
    case "people":
      return <PeoplePage />;
    case "person":
      return <PersonPage id={route.id} />;
    case "compare":
      return <ComparePage />;
    case "record":
      return <RecordPage {...(route.person === undefined ? {} : { person: route.person })} />;
    case "slider":
      return <SliderPage />;
    case "settings":
      return <SettingsPage />;
    default:
      return <HowPage />;
  }
}
