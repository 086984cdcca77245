import { path } from '../../api/path.js';
import { JustRecorded } from '../../browser/just-recorded.js';
import { DataLinks } from '../../components/data-links.js';
import { LiveBar } from '../../components/live-bar.js';
import { About } from './sections/about.js';
import { Changes } from './sections/changes.js';
import { Cite } from './sections/cite.js';
import { Documents } from './sections/documents.js';
import { Entries } from './sections/entries.js';
import { Headline } from './sections/headline.js';
import { Links } from './sections/links.js';
import { Similar } from './sections/similar.js';
import { Time } from './sections/time.js';
import { WhoSaysSo } from './sections/who-says-so.js';
import { WithoutEffect } from './sections/without-effect.js';
import type { ClaimData } from './load.js';

/** A claim from top to bottom: each part is a section of its own file. */
export function ClaimPage({ data }: { readonly data: ClaimData }) {
  return (
    <article class="claim">
      <JustRecorded page={path`/claims/${data.claim.id}`} />
      <Headline data={data} />
      <Similar data={data} />
      <div class="with-aside">
        <div class="body">
          <Time data={data} />
          <WhoSaysSo data={data} />
          <Changes data={data} />
          <Entries data={data} />
          <WithoutEffect data={data} />
          <Links data={data} />
          <Documents data={data} />
        </div>
        <aside>
          <About data={data} />
          <Cite data={data} />
          <DataLinks json={data.json} />
        </aside>
      </div>
      <LiveBar events={`/v1/events?claim=${data.claim.id}`} shown={data} />
    </article>
  );
}
