import { type ReactNode, useEffect } from "react";

/** A page's title, and in one sentence what is seen here and what to do. */
export function PageHead({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Wristprint`;
  }, [title]);
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        <p className="lead">{children}</p>
      </div>
      {actions === undefined ? null : <div className="actions">{actions}</div>}
    </header>
  );
}
