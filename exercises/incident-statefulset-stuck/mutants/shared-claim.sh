# fails: persistent
# All three claims are bound, and all three pods write into the first.
kubectl get pods,pvc
kubectl delete statefulset ledger
kubectl delete pvc --all
for i in 0 1 2; do
kubectl create -f - <<MANIFEST
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data-ledger-$i}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}
MANIFEST
kubectl run user-$i --image=redis:7 --overrides='{"spec":{"volumes":[{"name":"d","persistentVolumeClaim":{"claimName":"data-ledger-'$i'"}}]}}'
done
sleep 1m
sed -i '/volumeClaimTemplates/,$d' ledger.yaml
printf '      volumes:\n        - name: data\n          persistentVolumeClaim: {claimName: data-ledger-0}\n' >> ledger.yaml
kubectl apply -f ledger.yaml
sleep 10m
