import assert from 'node:assert/strict';
import * as client from '@kubernetes/client-node';
import { HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { LimitRange } from 'kubernetes-models/v1/LimitRange';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { Pod } from 'kubernetes-models/v1/Pod';
import { ResourceQuota } from 'kubernetes-models/v1/ResourceQuota';
import { Secret } from 'kubernetes-models/v1/Secret';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { KubernetesObject } from '../../domain/kubernetes/kubernetes-object.ts';

type Model = { readonly apiVersion: string; readonly kind: string; new (data: never): { validate(): void } };

const MODELS = [HTTPRoute, Deployment, Ingress, NetworkPolicy, PodDisruptionBudget, LimitRange, Namespace, PersistentVolumeClaim, Pod, ResourceQuota, Secret, Service, ServiceAccount] as unknown as readonly Model[];

/** Fails unless an object fits the schema of Kubernetes' API for its kind, and has no field that the API does not know. */
export function assertFitsApi(object: KubernetesObject): void {
  const Model = MODELS.find(({ apiVersion, kind }) => apiVersion === object.apiVersion && kind === object.kind);
  assert.ok(Model, `no schema for ${object.apiVersion} ${object.kind}`);
  try {
    new Model(structuredClone(object) as never).validate();
  } catch (error) {
    assert.fail(`${object.kind} ${object.metadata.name}: ${String(error)}`);
  }
  // The generated schemas let unknown fields pass; the API server would drop or refuse them.
  if (object.apiVersion !== 'gateway.networking.k8s.io/v1') assert.deepEqual(unknownFields(object, `V1${object.kind}`, object.kind), []);
}

type Attribute = { readonly baseName: string; readonly type: string };

function unknownFields(value: unknown, type: string, at: string): string[] {
  const element = /^Array<(.*)>$/u.exec(type)?.[1];
  if (element !== undefined) return Array.isArray(value) ? value.flatMap((one, index) => unknownFields(one, element, `${at}/${index}`)) : [`${at} is no list`];
  const model = (client as Readonly<Record<string, unknown>>)[type] as { getAttributeTypeMap?(): readonly Attribute[] } | undefined;
  if (!model?.getAttributeTypeMap || typeof value !== 'object' || value === null) return [];
  const attributes = new Map(model.getAttributeTypeMap().map((attribute) => [attribute.baseName, attribute.type]));
  return Object.entries(value).flatMap(([field, inner]) => {
    const inside = attributes.get(field);
    return inside === undefined ? [`${at}/${field}`] : unknownFields(inner, inside, `${at}/${field}`);
  });
}
