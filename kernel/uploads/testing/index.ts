export { aBombPdf, aBombPng, aPdf, anActivePdf, anEncryptedPdf, anImage } from './an-upload.ts';
