import pc from 'picocolors';
import { actorTable, documentTable, narrativeTable } from '../../../src/cli/terminal/name-tables.js';

const RECORDED = '2024-05-06T07:08:09.010Z';
const stored = { revision: 0, registeredAt: RECORDED, lastRecordedAt: RECORDED };
const layout = { width: 80, colors: pc.createColors(false) };

it('actors are listed with kind, id, name and aliases', () => {
  const nato = { ...stored, id: 'nato', kind: 'organization', name: 'NATO', aliases: ['OTAN', 'Alliance'] } as const;
  const jenssen = { ...stored, id: 'jenssen', kind: 'person', name: 'Stian Jenssen', aliases: [] } as const;
  expect(actorTable([nato, jenssen], layout)).toBe(
    'organization  nato     NATO (OTAN, Alliance)\nperson        jenssen  Stian Jenssen\n',
  );
});

it('documents are listed with publisher, day, id, and title or URL', () => {
  const titled = {
    ...stored,
    id: 'talks',
    publisher: 'tass',
    title: 'Talks',
    publishedAt: '2024-04-04',
    position: '1',
  };
  const page = { ...stored, id: 'page', publisher: 'el-pais', url: 'https://elpais.example/', position: '2' };
  expect(documentTable([titled, page], layout)).toBe(
    'tass     2024-04-04  talks  Talks\nel-pais              page   https://elpais.example/\n',
  );
});

it('narratives are listed with the number of their claims, id and title', () => {
  const narrative = { ...stored, id: 'territory', title: 'Territory for membership', size: 1 };
  expect(narrativeTable([narrative, { ...narrative, id: 'arms', title: 'Arms', size: 20 }], layout)).toBe(
    '1 claim    territory  Territory for membership\n20 claims  arms       Arms\n',
  );
});
