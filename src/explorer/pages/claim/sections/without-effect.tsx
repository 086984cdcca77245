import { useWords } from '../../../components/view.js';
import { reasonKey } from '../../../words/vocabulary.js';
import type { ClaimData } from '../load.js';
import { EntryReason } from './headline.js';
import { Section } from './section.js';

/** The entries that don't count, each with the reason. */
export function WithoutEffect({ data }: { readonly data: ClaimData }) {
  const words = useWords();
  const { withoutEffect, totals } = data.claim.verification;
  if (withoutEffect.length === 0) return null;
  return (
    <Section id="without-effect" title={words.text('claim.withoutEffect')}>
      <ul>
        {withoutEffect.map(({ entry, reason }) => (
          <li key={entry}>
            <EntryReason entry={entry} data={data} />: {words.text(reasonKey(reason))}
          </li>
        ))}
      </ul>
      {totals.withoutEffect > withoutEffect.length && (
        <p>{words.text('claim.more', { count: totals.withoutEffect - withoutEffect.length })}</p>
      )}
    </Section>
  );
}
