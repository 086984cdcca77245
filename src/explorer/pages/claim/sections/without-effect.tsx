import { EntryNameLink } from '../../../components/entry-name.js';
import { useWords } from '../../../components/view.js';
import { reasonKey } from '../../../words/vocabulary.js';
import type { ClaimData } from '../load.js';
import { Section } from './section.js';
import { isShown } from './shown.js';

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
            <EntryNameLink entry={entry} names={data.names} shown={isShown(data)(entry)} />:{' '}
            {words.text(reasonKey(reason))}
          </li>
        ))}
      </ul>
      {totals.withoutEffect > withoutEffect.length && (
        <p>{words.text('claim.more', { count: totals.withoutEffect - withoutEffect.length })}</p>
      )}
    </Section>
  );
}
