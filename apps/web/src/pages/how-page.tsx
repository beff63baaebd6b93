import { PageHead } from "../parts/page-head.js";

/** What it does, what it cannot, and what it keeps. */
export function HowPage() {
  return (
    <>
      <PageHead title="How it works">
        Everybody moves a mouse in their own way; here is how Wristprint uses that, and where its limits are.
      </PageHead>
      <div className="prose">
        <section>
          <h2>From movement to a decision</h2>
          <ol>
            <li>
              <b>Movement.</b> A page that asked for consent sends where the pointer was and when, in small{" "}
              <em>batches</em>, about once a second.
            </li>
            <li>
              <b>Blocks.</b> The server cuts the movement into <em>blocks</em> of equally many steps, some
              seconds of moving each.
            </li>
            <li>
              <b>Signatures.</b> A neural network turns each block into a <em>signature</em>: a short list of
              numbers. Blocks of one person have signatures that point in similar directions, also for people
              the network has never seen.
            </li>
            <li>
              <b>Evidence.</b> Signatures are compared with those learnt before. Each block adds evidence for
              or against “it is the same person”.
            </li>
            <li>
              <b>Decision.</b> When the evidence is enough it says yes or no. Until then it says “not sure
              yet”, and goes on watching.
            </li>
          </ol>
          <p>
            Beside who it is, each single movement is looked at: is it a hand&rsquo;s or a machine&rsquo;s,
            and was it made before, in an earlier session? <a href="#/slider">Try it at the slider</a>.
          </p>
        </section>
        <section>
          <h2>What the words mean</h2>
          <dl>
            <dt>Enrolment</dt>
            <dd>Teaching it how one person moves. A few minutes are good, on several days better.</dd>
            <dt>Evidence</dt>
            <dd>
              How much likelier the movement is for this person than for somebody else. Above zero speaks for,
              below zero against.
            </dd>
            <dt>Wrong yes</dt>
            <dd>
              How often somebody else may be taken for the person (false match rate). You set it under
              Settings; the lower, the longer it takes.
            </dd>
            <dt>Likeness</dt>
            <dd>How alike two signatures are: 1 is the same direction, 0 nothing in common.</dd>
          </dl>
        </section>
        <section>
          <h2>Limits</h2>
          <ul>
            <li>It is never certain. Treat a decision as one sign among others, not as a proof.</li>
            <li>
              Another mouse, a touchpad, another screen, an injured hand or tiredness change how one moves.
              Enrol people with what they use.
            </li>
            <li>It needs movement: somebody who hardly touches the mouse is not recognised.</li>
            <li>
              It knows machines of the kinds it was trained on. One that was made to move like a hand may pass
              as a person.
            </li>
            <li>
              “Wrong yes” is set on people from public data sets; among yours it can be more or less. Try it
              with people you know before you rely on it.
            </li>
          </ul>
        </section>
        <section>
          <h2>Privacy</h2>
          <ul>
            <li>
              Only the pointer is recorded: place on the screen, time, button presses and scrolling. No keys,
              no page content, no pictures.
            </li>
            <li>Nothing is recorded before a start, nor after a stop. On this console both are up to you.</li>
            <li>
              How somebody moves is personal data, and in many countries biometric data: ask before you
              record, and say what for.
            </li>
            <li>
              To find copies, single movements of each session are kept as long as the session, unless that is
              switched off under Settings.
            </li>
            <li>
              Everything stays on this server. Sessions are erased by themselves after the days set under
              Settings; people, at any time, under People.
            </li>
          </ul>
        </section>
      </div>
    </>
  );
}
