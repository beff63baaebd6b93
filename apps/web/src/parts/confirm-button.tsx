import { type ReactNode, useId, useRef } from "react";
import { Failure } from "./notice.js";
import { useAction } from "./use-action.js";

/** A button for what cannot be undone: asks first, in a dialog. */
export function ConfirmButton({
  label,
  question,
  children,
  onConfirm,
  small = false,
}: {
  readonly label: string;
  readonly question: string;
  /** What will happen. */
  readonly children: ReactNode;
  readonly onConfirm: () => Promise<void>;
  readonly small?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const { busy, error, run } = useAction();
  return (
    <>
      <button
        type="button"
        className={small ? "danger small" : "danger"}
        onClick={() => dialog.current?.showModal()}
      >
        {label}
      </button>
      <dialog ref={dialog} aria-labelledby={title}>
        <h2 id={title}>{question}</h2>
        <div>{children}</div>
        <Failure error={error} />
        <div className="actions end">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button
            type="button"
            className="danger filled"
            disabled={busy}
            onClick={async () => {
              if (await run(onConfirm)) dialog.current?.close();
            }}
          >
            {label}
          </button>
        </div>
      </dialog>
    </>
  );
}
