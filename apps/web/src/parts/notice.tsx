import type { ReactNode } from "react";

/** A failure in words; nothing where there is none. */
export function Failure({ error }: { readonly error: Error | null }) {
  return error === null ? null : (
    <p className="notice bad" role="alert">
      {error.message}
    </p>
  );
}

/** What stands where a list is empty: what it will hold, and what to do. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

export function Loading() {
  return (
    <p className="quiet" role="status">
      Loading …
    </p>
  );
}
