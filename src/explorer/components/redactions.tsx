import type { RedactionView } from '../../redactions/redaction.queries.js';
import { Fact, Facts } from './facts.js';
import { Foreign } from './links.js';
import { Instant } from './time.js';
import { useWords } from './view.js';

/** That something was redacted here: why, on whose authority, and when. Nothing where nothing was. */
export function Redactions({ redacted = [] }: { readonly redacted?: readonly RedactionView[] | undefined }) {
  const words = useWords();
  if (redacted.length === 0) return null;
  return (
    <div class="redacted" role="note">
      <p>{words.text('entry.redacted')}</p>
      {redacted.map(({ redaction, reason, authority, redactedAt }) => (
        <Facts key={redaction}>
          <Fact name={words.text('entry.redactedAt')}>
            <Instant at={redactedAt} />
          </Fact>
          <Fact name={words.text('entry.redactedReason')}>
            <Foreign>{reason}</Foreign>
          </Fact>
          <Fact name={words.text('entry.redactedAuthority')}>
            <Foreign>{authority}</Foreign>
          </Fact>
        </Facts>
      ))}
    </div>
  );
}
