import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { GenerationRecord } from './generation-record.ts';
import { judgeGeneration } from './judge-generation.ts';
import type { LiveDeployment, LivePod } from './live-objects.ts';

const now = new Date('2026-11-22T10:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
const record = (changes: Partial<GenerationRecord> = {}): GenerationRecord => ({
  wanted: 'running', components: ['main'], upstream: 'http://x.example:8080', startSeconds: 30, standing: undefined, filling: false, restoring: false, beat: undefined, problem: undefined,
  claim: { cpu: 0, cpuLimit: 0, memory: 0, memoryLimit: 0, storage: 0, pods: 1, volumes: 1, largestCpu: 0, largestMemory: 0 }, ...changes,
});
const deployment = (status: LiveDeployment['status'] = {}, component = 'main'): LiveDeployment => ({ metadata: { name: component, generation: 2, labels: { 'allmende.component': component } }, spec: { replicas: 1 }, status: { observedGeneration: 2, ...status } });
const ready = { readyReplicas: 1, updatedReplicas: 1 };
const pod = (status: LivePod['status'] = {}): LivePod => ({ metadata: { name: 'p', labels: { 'allmende.component': 'main' } }, spec: {}, status });

describe('judging a generation', () => {
  test('one without a record is absent, whatever else lies there', () => assert.deepEqual(judgeGeneration({ record: undefined, deployments: [deployment(ready)], pods: [] }, now), { state: 'absent' }));

  test('it runs when every component of the newest description is ready', () => {
    assert.deepEqual(judgeGeneration({ record: record(), deployments: [deployment(ready)], pods: [] }, now), { state: 'running', upstream: 'http://x.example:8080' });
    assert.equal(judgeGeneration({ record: record(), deployments: [deployment({ ...ready, observedGeneration: 1 })], pods: [] }, now).state, 'starting');
    assert.match(judgeGeneration({ record: record({ components: ['main', 'search'] }), deployments: [deployment(ready)], pods: [] }, now).detail ?? '', /„search“ ist nicht angelegt/u);
  });

  test('one that answers is failing as long as something around it is not as it was applied, unless its data are still read in', () => {
    const look = (changes: Partial<GenerationRecord>) => judgeGeneration({ record: record(changes), deployments: [deployment(ready)], pods: [], altered: 'NetworkPolicy default-deny' }, now);
    assert.match(look({}).detail ?? '', /verändert oder gelöscht.*NetworkPolicy default-deny/u);
    assert.equal(look({ restoring: true, beat: now }).detail, 'Die Sicherung wird eingelesen.');
  });

  test('each way to fail is said for staff', () => {
    const says = (status: LivePod['status'], rest: LiveDeployment['status'] = {}) => judgeGeneration({ record: record(), deployments: [deployment(rest)], pods: [pod(status)] }, now);
    const waiting = (reason: string) => ({ containerStatuses: [{ name: 'main', ready: false, restartCount: 2, state: { waiting: { reason } }, lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }] });
    assert.match(says(waiting('CrashLoopBackOff')).detail ?? '', /Arbeitsspeicher reichte nicht/u);
    assert.match(says(waiting('ImagePullBackOff')).detail ?? '', /nicht erreichbar/u);
    assert.match(says(waiting('CreateContainerConfigError')).detail ?? '', /kann nicht gestartet werden/u);
    assert.match(says({ phase: 'Failed', reason: 'Evicted' }).detail ?? '', /von ihrer Maschine beendet \(Evicted\)/u);
    const unplaced = (message: string) => ({ conditions: [{ type: 'PodScheduled', status: 'False', message, lastTransitionTime: ago(90) }] });
    assert.match(says(unplaced('0/3 nodes are available: insufficient memory')).detail ?? '', /Keine Maschine/u);
    assert.match(says(unplaced('pod has unbound immediate PersistentVolumeClaims')).detail ?? '', /keinen Speicher/u);
    assert.equal(says({ conditions: [{ type: 'PodScheduled', status: 'False', lastTransitionTime: ago(5) }] }).state, 'starting');
    assert.match(says({}, { conditions: [{ type: 'ReplicaFailure', status: 'True', message: 'pods "x" is forbidden: exceeded quota: allmende' }] }).detail ?? '', /Kontingent/u);
    assert.match(says({}, { conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }] }).detail ?? '', /nicht bereit geworden/u);
    const silent = { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: ago(120) }], containerStatuses: [{ name: 'main', ready: false, restartCount: 0, state: { running: { startedAt: ago(600) } } }] };
    assert.equal(says(silent).detail, 'Die Anwendung läuft, antwortet aber nicht.');
    assert.equal(says({ ...silent, conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: ago(10) }] }).detail, 'Die Anwendung antwortet gerade nicht.');
  });

  test('one that shall rest is at rest only when nothing runs any more', () => {
    const resting = { ...deployment(), spec: { replicas: 0 } };
    assert.deepEqual(judgeGeneration({ record: record({ wanted: 'suspended' }), deployments: [resting], pods: [] }, now), { state: 'suspended' });
    assert.equal(judgeGeneration({ record: record({ wanted: 'suspended' }), deployments: [resting], pods: [pod()] }, now).state, 'failing');
    assert.equal(judgeGeneration({ record: record({ wanted: 'suspended' }), deployments: [resting], pods: [pod({ phase: 'Failed', reason: 'Evicted' })] }, now).state, 'suspended', 'what has ended does not run');
    assert.equal(judgeGeneration({ record: record({ wanted: 'suspended' }), deployments: [deployment()], pods: [] }, now).state, 'failing');
  });

  test('data that are being read in, or half brought back, are no running app', () => {
    const look = (changes: Partial<GenerationRecord>) => judgeGeneration({ record: record(changes), deployments: [deployment(ready)], pods: [] }, now);
    assert.equal(look({ filling: true }).state, 'failing');
    assert.equal(look({ restoring: true, beat: new Date(now.getTime() - 4000) }).state, 'starting');
    assert.equal(look({ restoring: true, beat: new Date(now.getTime() - 40_000) }).detail, 'Das Einlesen der Sicherung wurde unterbrochen.');
    assert.equal(look({ restoring: true, problem: 'Kaputt.' }).detail, 'Kaputt.');
  });
});
