export { aStaffMember, type StaffMember } from './a-staff-member.ts';
export { Authenticator, type AskedOptions, type Forgery } from './an-authenticator.ts';
