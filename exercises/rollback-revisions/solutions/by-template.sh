kubectl patch deployment nginx-deployment -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:1.99"}]}}}}'
sleep 60
kubectl patch deployment nginx-deployment -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:1.22"}]}}}}'
kubectl rollout status deployment/nginx-deployment
kubectl set image deployment/nginx-deployment nginx=nginx:1.21
kubectl rollout status deployment/nginx-deployment
kubectl get rs -o wide
kubectl patch deployment nginx-deployment --type=json -p '[{"op":"replace","path":"/spec/revisionHistoryLimit","value":1}]'
sleep 10
