import { EntrySentence } from '../../components/entry-sentence.js';
import { later } from '../../components/later.js';
import { ClaimLink, EntryLink, Foreign } from '../../components/links.js';
import { BothTimes } from '../../components/time.js';
import { useView } from '../../components/view.js';
import { Becoming } from '../../recording/becoming.js';
import { scopeOf } from '../../recording/happenings.js';
import { MayRecord } from '../../recording/may-record.js';
import type { CorrectData } from './load.js';

const CorrectForm = later(async () => (await import('./correct-form.js')).CorrectForm);

/** Puts a right entry in the place of a wrong one, which stays readable and has no effect. */
export function CorrectPage({ data }: { readonly data: CorrectData }) {
  const { words } = useView();
  const { claim, entry, names, form } = data;
  return (
    <article class="form-page">
      <p class="kicker">
        <ClaimLink id={claim.id}>
          <Foreign language={claim.language}>{claim.text}</Foreign>
        </ClaimLink>
      </p>
      <h1>{words.text('correct.title')}</h1>
      <p>{words.text(form ? 'correct.means' : 'correct.impossible')}</p>
      <div class="notice">
        {form ? (
          <Becoming as="void" {...{ entry, names }} kind={claim.kind} />
        ) : (
          <p>
            <EntrySentence {...{ entry, names }} kind={claim.kind} />{' '}
            <EntryLink entry={entry.entry}>
              <BothTimes entry={entry} />
            </EntryLink>
          </p>
        )}
      </div>
      {form && (
        <MayRecord scope={scopeOf(form.type)}>
          <CorrectForm data={data} form={form} />
        </MayRecord>
      )}
    </article>
  );
}
