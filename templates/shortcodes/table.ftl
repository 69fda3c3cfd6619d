<#--
  A table of a data file: <@table of=data.sizes/>. `columns` chooses and orders, `names` is what
  the head calls them; a caption says what it shows. Columns whose first value is a number stand to the right.
-->
<#macro table of columns=[] names=[] caption="">
<#local keys = columns?has_content?then(columns, of?has_content?then(of[0]?keys, []))>
<table>
<#if caption?has_content>
<caption>${caption}</caption>
</#if>
<thead>
<tr><#list keys as key><th scope="col"<@alignment of key/>>${names[key?index]!key}</th></#list></tr>
</thead>
<tbody>
<#list of as row>
<tr><#list keys as key><td<@alignment of key/>>${(row[key])!""}</td></#list></tr>
</#list>
</tbody>
</table>
</#macro>

<#macro alignment rows name><#if rows?has_content && (rows[0][name]!"")?is_number> class="number"</#if></#macro>
