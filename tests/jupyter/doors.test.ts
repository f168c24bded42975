import { afterAll, expect, it } from 'vitest';
import { DOORS } from '../doors.js';
import { Kernel, printed } from './Kernel.js';

const kernel = Kernel.start('notebooks');
afterAll(() => kernel.shutdown());

it('a cell imports from each door, with its types', async () => {
  for (const { door, names } of DOORS) {
    const [name] = Object.keys(names);
    const answer = await kernel.execute(`import { ${name} } from '${door}'; console.log(typeof ${name});`);
    expect([door, printed(answer)]).toEqual([door, 'function\n']);
    const wrong = await kernel.execute(`import { nothing } from '${door}'; nothing`);
    expect(JSON.stringify(wrong)).toContain(`has no exported member 'nothing'`);
  }
});
