export { aBombPdf, aBombPng, aPdf, aPhotoOf, aScan, anActivePdf, anEncryptedPdf, anImage } from './an-upload.ts';
