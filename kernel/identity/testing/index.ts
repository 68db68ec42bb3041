export { aStaffMember, type StaffMember } from './a-staff-member.ts';
