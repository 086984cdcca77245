import { path } from '../../api/path.js';
import { later } from '../../components/later.js';
import { ClaimLink, Foreign } from '../../components/links.js';
import { StatusBadge } from '../../components/status.js';
import { useView } from '../../components/view.js';
import type { WordKey } from '../../words/keys.js';
import { Becoming } from '../../recording/becoming.js';
import { scopeOf } from '../../recording/happenings.js';
import { MayRecord } from '../../recording/may-record.js';
import { WhatHappened } from './what-happened.js';
import type { EntryForm, NewEntryData } from './load.js';

const EntryFormOf = later(async () => (await import('./entry-form.js')).EntryFormOf);

/** What a form records, or undoes. */
export const titleKey = ({ type, voided }: EntryForm): WordKey =>
  voided ? `record.title.${voided.deed}` : `record.did.${type}`;

/** Adds an entry to a claim: first what happened, then a form for that. */
export function NewEntryPage({ data }: { readonly data: NewEntryData }) {
  const view = useView();
  const { words } = view;
  const { claim, form } = data;
  return (
    <article class="form-page">
      <p class="kicker">
        <ClaimLink id={claim.id}>
          <Foreign language={claim.language}>{claim.text}</Foreign>
        </ClaimLink>{' '}
        <StatusBadge status={claim.status} rating={claim.rating} />
      </p>
      {form ? (
        <>
          <h1>{words.text(titleKey(form))}</h1>
          <p>
            {words.text(form.voided ? `record.means.${form.voided.deed}` : `record.means.${form.type}`)}{' '}
            <a href={view.href(path`/claims/${claim.id}/entries/new`)}>{words.text('record.else')}</a>
          </p>
          {form.voided && (
            <div class="notice">
              <Becoming as="void" entry={form.voided.entry} names={form.voided.names} kind={claim.kind} />
              {form.voided.restored && (
                <Becoming as="counts" entry={form.voided.restored} names={form.voided.names} kind={claim.kind} />
              )}
            </div>
          )}
          <MayRecord scope={scopeOf(form.type, form.voided?.entry.type)}>
            <EntryFormOf claim={claim} form={form} today={data.today} />
          </MayRecord>
        </>
      ) : (
        <>
          <h1>{words.text('record.what')}</h1>
          <WhatHappened claim={claim} />
        </>
      )}
    </article>
  );
}
