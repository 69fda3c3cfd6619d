<#ftl output_format="HTML">
<#--
  What an open page says when the site was published anew; shown by the script. The words are yours;
  the two buttons are found by their names. Without this file's content nothing is shown, and the new
  version is there when all pages of the site have been closed.
-->
<template id="ovenbird-update">
  <p>${message("update.ready")}</p>
  <button type="button" name="use" class="button">${message("update.use")}</button>
  <button type="button" name="later" class="button button-quiet">${message("update.later")}</button>
</template>
