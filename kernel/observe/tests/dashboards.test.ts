import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createMetrics } from '../index.ts';

const FOLDER = path.join(import.meta.dirname, '../../../ops/dashboards');

test('dashboards ask only for figures that the platform gives', async () => {
  const metrics = createMetrics();
  metrics.requests.observe({ area: 'place', method: 'GET', status: '200' }, 0.01);
  metrics.jobs.inc({ job: 'a/b', outcome: 'done' });
  const text = await metrics.text();
  let asked = 0;
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
    const { panels } = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as { panels: { title: string; targets: { expr: string }[] }[] };
    for (const name of panels.flatMap((panel) => panel.targets.flatMap((target) => target.expr.match(/\b(?:allmende|process|nodejs)_[a-z0-9_]+/gu) ?? []))) {
      asked += 1;
      assert.match(text, new RegExp(`^${name}(?:\\{|\\s)`, 'mu'), `${file} asks for ${name}`);
    }
  }
  assert.ok(asked >= 6);
});
