/** Says at the end of each job where its results would go. */
export class MyCallback {
  constructor({ bucket, file_path: filePath }) {
    this.bucket = bucket
    this.filePath = filePath
  }

  onJobEnd() {
    console.log(`Job ended,uploading... ${this.bucket} ${this.filePath}`)
  }
}
