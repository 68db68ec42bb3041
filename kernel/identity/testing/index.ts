export { aStaffMember, type StaffMember } from './a-staff-member.ts';
export { aSupplierMember } from './a-supplier-member.ts';
export { Authenticator, type AskedOptions, type Forgery } from './an-authenticator.ts';
