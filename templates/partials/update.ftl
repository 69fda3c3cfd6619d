<#ftl output_format="HTML">
<#--
  What an open page says when the site was published anew; shown by the script. The words are yours;
  the two buttons are found by their names. Without this file's content nothing is shown, and the new
  version is there when all pages of the site have been closed.
-->
<template id="ovenbird-update">
  <p>A new version of this site is ready. Using it reloads this page.</p>
  <button type="button" name="use" class="button">Use it</button>
  <button type="button" name="later" class="button button-quiet">Not now</button>
</template>
