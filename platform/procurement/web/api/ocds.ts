import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { exportOcds } from '../../actions/export-ocds.ts';
import { seeOrders } from '../../domain/permissions.ts';
import { Id } from './orders.schema.ts';

const params = Type.Object({ authority: Type.String(), order: Id });
const tag = 'procurement';
const path = '/authorities/:authority/orders/:order/ocds';

export const ocdsReleasesApi = defineApi({
  method: 'GET', path: `${path}/releases`, tag, operationId: 'getOcdsReleases', summary: 'What happened to an order, as a package of OCDS 1.1.5 releases; the prefix ocds-xxxxxx stands for one that is not registered', access: seeOrders, params, file: 'application/json',
  async handle({ ctx, params: { authority, order } }) {
    const { name, text } = await exportOcds(ctx, { order, form: 'releases', uri: `${ctx.config.publicAddress}/api/v1/authorities/${authority}/orders/${order}/ocds/releases` });
    return { bytes: Buffer.from(text, 'utf8'), contentType: 'application/json', name };
  },
});

export const ocdsRecordApi = defineApi({
  method: 'GET', path: `${path}/record`, tag, operationId: 'getOcdsRecord', summary: 'An order and its contract as a package with their OCDS 1.1.5 record: releases and compiled release', access: seeOrders, params, file: 'application/json',
  async handle({ ctx, params: { authority, order } }) {
    const { name, text } = await exportOcds(ctx, { order, form: 'record', uri: `${ctx.config.publicAddress}/api/v1/authorities/${authority}/orders/${order}/ocds/record` });
    return { bytes: Buffer.from(text, 'utf8'), contentType: 'application/json', name };
  },
});
