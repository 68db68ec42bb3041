import { may } from '@allmende/access';
import { definePage, redirect, sendFile, show } from '@allmende/http';
import { listInstances } from '@allmende/operations';
import { Type } from 'typebox';
import { bundleContract } from '../../actions/bundle-contract.ts';
import { endContract } from '../../actions/end-contract.ts';
import { getContract } from '../../actions/get-contract.ts';
import { listContracts } from '../../actions/list-contracts.ts';
import { readContractDocument } from '../../actions/read-contract-document.ts';
import { endContracts, seeOrders } from '../../domain/permissions.ts';
import { contractsView, contractView } from './contracts.view.ts';

const params = Type.Object({ contract: Type.String({ format: 'uuid' }) });

export const contractsPage = definePage({ method: 'GET', path: '/:authority/office/contracts', access: seeOrders, handle: async (request) => show(contractsView({ contracts: await listContracts(request.ctx) }, request)) });

export const contractPage = definePage({
  method: 'GET', path: '/:authority/office/contracts/:contract', access: seeOrders, params,
  async handle(request) {
    const { ctx } = request;
    const [{ contract, documents }, instances] = await Promise.all([getContract(ctx, request.params), listInstances(ctx)]);
    return show(contractView({ contract, documents, instances: instances.filter((one) => one.contractId === contract.id), mayEnd: may(request.actor, endContracts, ctx.tenant) }, request));
  },
});

export const contractDocumentPage = definePage({
  method: 'GET', path: '/:authority/office/contracts/:contract/documents/:kind', access: seeOrders,
  params: Type.Object({ contract: Type.String({ format: 'uuid' }), kind: Type.Union([Type.Literal('contract'), Type.Literal('processing-agreement')]) }),
  async handle(request) {
    const { bytes, contentType, name } = await readContractDocument(request.ctx, request.params);
    return sendFile({ bytes, contentType, name });
  },
});

export const contractBundlePage = definePage({
  method: 'GET', path: '/:authority/office/contracts/:contract/bundle', access: seeOrders, params,
  async handle({ ctx, authority, params: { contract } }) {
    const { name, lines } = await bundleContract(ctx, { contract, uri: `${ctx.config.publicAddress}/api/v1/authorities/${authority.slug}/contracts/${contract}/bundle` });
    return sendFile({ bytes: lines, contentType: 'application/jsonl', name });
  },
});

export const endContractPost = definePage({
  method: 'POST', path: '/:authority/office/contracts/:contract/end', access: endContracts, params,
  async handle(request) {
    await endContract(request.ctx, request.params);
    const title = request.locale === 'en' ? 'The contract ends today. All data are being returned.' : 'Der Vertrag endet heute. Alle Daten werden zurückgegeben.';
    return redirect(request.urlFor.office(request.authority.slug, 'contracts', request.params.contract), { flash: { kind: 'success', title } });
  },
});
