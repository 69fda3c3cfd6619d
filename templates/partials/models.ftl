<#ftl output_format="HTML">
<#import "layout.ftl" as layout>
<#-- A model of this site in a few figures. All of them come from this build. -->
<#macro facts model>
<div class="facts">
  <h3 class="facts-title"><#if (model.homepage!"")?has_content><a href="${model.homepage}">${model.title!model.name}</a><#else>${model.title!model.name}</#if></h3>
  <#if (model.description!"")?has_content>
  <p>${model.description}</p>
  </#if>
  <dl>
    <#if model.originalBytes??>
    <div><dt>As trained</dt><dd>${layout.size(model.originalBytes)}</dd></div>
    </#if>
    <#list (model.dtypes)![] as dtype>
    <div><dt>As ${dtype.id}</dt><dd>${layout.size(dtype.bytes)}</dd></div>
    <#assign figure = dtype.mainFigure()>
    <div><dt>${figure.label?cap_first}, ${dtype.id} against the original</dt><dd>${figure.value}</dd></div>
    </#list>
    <#list (model.downloads)![] as download>
    <div><dt>Downloaded once<#if model.downloads?size gt 1>, on ${download.title}</#if></dt><dd>${layout.size(download.bytes)}</dd></div>
    </#list>
  </dl>
</div>
</#macro>
