import { pagerIn } from '../../../src/cli/terminal/pager.js';

it.each([
  [{}, { command: 'less', shell: false }],
  [{ PAGER: 'more -s' }, { command: 'more -s', shell: true }],
  [{ PAGER: '' }, undefined],
  [{ PAGER: 'cat' }, undefined],
])('pagerIn(%j)', (env, pager) => {
  expect(pagerIn(env)).toEqual(pager);
});
