/** Where in the console one is; written into the address behind `#`. */
export type Route =
  | { readonly page: "live" | "people" | "compare" | "slider" | "settings" | "how" }
  | { readonly page: "record"; readonly person?: string }
  | { readonly page: "session" | "person"; readonly id: string };

const PLAIN = ["live", "people", "compare", "slider", "settings", "how"] as const;

/** The address of a place, `#/…`. */
export function formatRoute(route: Route): string {
  switch (route.page) {
    case "session":
      return `#/sessions/${encodeURIComponent(route.id)}`;
    case "person":
      return `#/people/${encodeURIComponent(route.id)}`;
    case "record":
      return route.person === undefined ? "#/record" : `#/record/${encodeURIComponent(route.person)}`;
    default:
      return `#/${route.page}`;
  }
}

/** The place of an address; the first page where it names none. */
export function parseRoute(hash: string): Route {
  const [first = "", second] = hash
    .replace(/^#?\/?/, "")
    .split("/")
    .map(decode);
  if (first === "sessions" && second) return { page: "session", id: second };
  if (first === "people" && second) return { page: "person", id: second };
  if (first === "record") return second ? { page: "record", person: second } : { page: "record" };
  return { page: PLAIN.find((page) => page === first) ?? "live" };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
