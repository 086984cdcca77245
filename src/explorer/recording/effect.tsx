import type { PreviewedState } from '../../claims/queries/views.js';
import { Because, StatusBadge } from '../components/status.js';
import { useWords } from '../components/view.js';
import { summaryText } from '../summary/summary-text.js';
import { reasonKey } from '../words/vocabulary.js';
import { FaultLink } from './fault-link.js';
import { useForm } from './form-context.js';
import { type Fault, problemText } from './problems.js';
import type { Recording } from './use-recording.js';

/** What the entry would do to the state of its claim, while it is written. */
export function Effect({ recording: { trial, phase, open } }: { readonly recording: Recording }) {
  const words = useWords();
  return (
    <section class="effect" aria-label={words.text('record.effect')}>
      <h2>{words.text('record.effect')}</h2>
      <div role="status">
        {phase === 'conflict' || phase === 'ended' || trial === undefined ? (
          <p class="hint">{words.text('record.effectLater')}</p>
        ) : 'problem' in trial ? (
          <p class="hint">
            {trial.problem.status === 422 && open.length > 0 ? (
              <StillOpen faults={open} />
            ) : (
              problemText(trial.problem, words)
            )}
          </p>
        ) : trial.result.wouldRecord.length === 0 ? (
          <p>{words.text('record.nothingNew')}</p>
        ) : (
          (trial.result.states ?? []).map((state) => (
            <StateEffect key={state.claim} state={state} entry={trial.result.wouldRecord[0]?.id} />
          ))
        )}
      </div>
    </section>
  );
}

/** What is still missing, each with a link to its field. */
function StillOpen({ faults }: { readonly faults: readonly Fault[] }) {
  const words = useWords();
  const { fields } = useForm();
  return (
    <>
      {words.rich('record.incomplete', {
        fields: words.list(faults.map((fault) => <FaultLink key={fault.pointer} {...{ fault, fields }} isShort />)),
      })}
    </>
  );
}

interface StateEffectProps {
  readonly state: PreviewedState;
  /** The id of the entry that would be recorded. */
  readonly entry: string | undefined;
}

function StateEffect({ state: { claim, before, after, changed }, entry }: StateEffectProps) {
  const words = useWords();
  const own = after.withoutEffect.find((each) => each.entry === `${claim}/${entry ?? ''}`);
  return (
    <div class="state-effect">
      {changed && before ? (
        <p class="verdict-state">
          <StatusBadge status={before.status} rating={before.rating} />
          <span aria-hidden="true" class="arrow" />
          <span class="hidden"> {words.text('record.becomes')} </span>
          <StatusBadge status={after.status} rating={after.rating} /> <Because rule={after.rule} />
        </p>
      ) : (
        <p class="verdict-state">
          <span>{words.text('record.stays')} </span>
          <StatusBadge status={after.status} rating={after.rating} /> <Because rule={after.rule} />
        </p>
      )}
      {own && <p>{words.text('record.withoutEffect', { reason: words.text(reasonKey(own.reason)) })}</p>}
      <p class="summary">{summaryText(after.summary, words)}</p>
    </div>
  );
}
